package io.stratumj.testkit.personas.line;

/**
 * What a pool must keep to, or some real mining program crashes, is confused, or goes elsewhere.
 */
public enum Rule {
  /** An empty line crashes one firmware and makes others lose the lines behind it. */
  NO_BLANK_LINE("a line is never empty"),
  /** C programs take a NUL for the end of what they received. */
  NO_NUL("a line holds no NUL"),
  /** Every line is one JSON object, strictly written. */
  ONE_JSON_OBJECT("a line is one JSON object"),
  /** Small devices read lines into fixed buffers. */
  LINE_FITS("a line fits the miner's buffer"),
  /** Many programs take the next line for the reply, whatever it is. */
  REPLY_COMES_NEXT("the reply is the next line"),
  /** Some programs take the first line they do not know for the answer to their login. */
  NOTHING_UNKNOWN_BEFORE_LOGIN("nothing unknown precedes the authorize reply"),
  /** One firmware takes a reply without an error member for a failure. */
  ERROR_MEMBER("a reply has an error member"),
  /** One firmware crashes on a reply with a method. */
  NO_METHOD_IN_REPLY("a reply has no method member"),
  /** Notifications with an error are dropped, with a result taken for replies. */
  PLAIN_NOTIFICATION("a notification has neither id nor error nor result"),
  /** An id comes back as it was sent, in value and type. */
  ID_ECHOED("an id comes back as it was sent"),
  /** What is answered although it was sent as a notification is taken for the next reply. */
  NOTIFICATION_UNANSWERED("a request without an id is not answered"),
  /** The three elements of a subscribe result. */
  SUBSCRIBE_RESULT("a subscribe result is subscriptions, extranonce1, size of extranonce2"),
  /** A size the program can work with. */
  EXTRANONCE2_SIZE("the size of extranonce2 fits the miner"),
  /** Version rolling is granted to those that cannot do without. */
  VERSION_ROLLING("version rolling is granted with a mask that is not zero"),
  /** Some programs end the connection if this is refused. */
  EXTRANONCE_SUBSCRIBE_ANSWER("extranonce.subscribe is answered true"),
  /** Number, types and lengths of the elements of a notify. */
  NOTIFY_SHAPE("a notify has nine elements of the right types and lengths"),
  /** Short, printable, not empty. */
  JOB_ID("a job id is a short printable string"),
  /** A repeated id is ignored, or makes duplicates. */
  JOB_ID_NEW("a job id is never used again on a connection"),
  /** Small devices have room for so many. */
  BRANCHES_FIT("the merkle branches fit the miner"),
  /** Small devices have room for so many bytes; most read the height at a fixed place. */
  COINBASE_FITS("the coinbase fits the miner"),
  /** A difficulty is a number above zero. */
  DIFFICULTY_NUMBER("a difficulty is a number above zero"),
  /** A program that queues difficulties applies the second one job too late. */
  ONE_DIFFICULTY_PER_JOB("at most one set_difficulty precedes a notify"),
  /** A marketplace buys shares of a certain weight only. */
  DIFFICULTY_HIGH_ENOUGH("the difficulty is high enough for the marketplace"),
  /** Who never asked for another extranonce1 does not understand it. */
  EXTRANONCE_ASKED_FOR("set_extranonce goes only to those that asked for it"),
  /** An error is an array of code, text and null. */
  ERROR_ARRAY("an error is an array of code, text and null"),
  /** An answer that one program books as accepted and another as refused. */
  CLEAR_VERDICT("a verdict is true without error, or an error"),
  /** What a program cannot match to a share is booked as a refused one. */
  OPTIONAL_METHOD_TRUE("an optional method is answered true"),
  /** Shares are answered. */
  ANSWER_IN_TIME("a request is answered in time"),
  /** Programs stop hashing a minute or two after the last new job. */
  FRESH_WORK("new work comes before the miner stops hashing"),
  /** Programs take silence for a dead connection. */
  NOT_SILENT("the pool does not fall silent"),
  /** A program that first tries TLS waits half a minute if nobody closes. */
  TLS_HELLO_CLOSED("a TLS hello on the plain port is closed at once");

  private final String sentence;

  Rule(String sentence) {
    this.sentence = sentence;
  }

  /** The rule in words. */
  public String sentence() {
    return sentence;
  }
}
