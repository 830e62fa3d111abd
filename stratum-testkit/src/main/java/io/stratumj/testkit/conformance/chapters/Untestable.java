package io.stratumj.testkit.conformance.chapters;

import io.stratumj.testkit.conformance.suite.Chapter;

/** The rules no peer can check, so that what this suite does not see is plain. */
final class Untestable {
  private Untestable() {}

  static void describe(Chapter inside) {
    inside
        .untestable(
            "memory-of-unfinished-lines",
            "SPEC F2",
            "An unfinished line takes no more memory than its limit.",
            "memory is not seen over a socket; framing/endless-line sees the closing")
        .untestable(
            "logs", "SPEC F3, O4", "What a peer says is escaped in logs.", "logs are not seen")
        .untestable(
            "passwords", "SPEC H5", "Passwords are in no log and no metric.", "logs are not seen")
        .untestable(
            "slow-authorizer",
            "SPEC H5",
            "An authorization that takes too long is a denial.",
            "a peer cannot make the pool's database slow")
        .untestable(
            "release",
            "SPEC H9",
            "A session that ended holds nothing after a second.",
            "what a pool holds is not seen")
        .untestable(
            "extranonce-exhaustion",
            "SPEC H4",
            "When no extranonce1 is left, subscribe is refused.",
            "it would take up to 2^32 connections")
        .untestable(
            "set-extranonce",
            "SPEC C3; NiceHash",
            "After mining.set_extranonce comes a clean job, and the old value stays good for old"
                + " jobs.",
            "a peer cannot make the pool change it")
        .untestable(
            "changing-mask",
            "SPEC C2",
            "A mask that a job narrows is told before that job.",
            "a peer cannot change the template's version")
        .untestable(
            "server-requests",
            "SPEC C5",
            "client.reconnect, client.show_message and client.get_version go out when wanted.",
            "a peer cannot make an operator want it")
        .untestable(
            "superseded-jobs",
            "SPEC J3, L2",
            "A slow session skips superseded jobs and loses no clean_jobs.",
            "a peer cannot make the pool publish jobs while it does not read")
        .untestable(
            "encoded-once",
            "SPEC J4",
            "A job is encoded once for all sessions that share it.",
            "the bytes are the same either way")
        .untestable(
            "no-job-source",
            "SPEC J7",
            "Without work the pool accepts no connection, or holds it.",
            "a peer cannot take the pool's node away")
        .untestable(
            "share-identity",
            "SPEC S6",
            "A share's identity is its header hash.",
            "identities go to the pool's records; submit/duplicate-* see their effect")
        .untestable(
            "metrics", "SPEC O3", "What happens is counted.", "metrics are not in the protocol")
        .untestable(
            "stale-grace",
            "SPEC J6",
            "Within the grace an old job is judged normally.",
            "the grace is an option a peer does not know")
        .untestable(
            "vardiff",
            "SPEC D4",
            "Difficulty follows the miner's hashrate.",
            "it takes hours of shares and an aim a peer does not know")
        .untestable(
            "credit",
            "SPEC D2",
            "A share is credited at the difficulty it was judged by.",
            "credit is not said over the protocol")
        .untestable(
            "share-cap",
            "SPEC S5",
            "Past the cap of remembered shares, shares are refused and none admitted twice.",
            "the cap is an option a peer does not know")
        .untestable(
            "acknowledgement",
            "SPEC S7",
            "True is said when the share is recorded, and not before.",
            "a peer does not see the record")
        .untestable(
            "block-candidates",
            "SPEC S8, S2",
            "A block goes to the node whatever else is wrong with the share, once for each hash.",
            "a peer does not see the node")
        .untestable(
            "network-target",
            "SPEC S2",
            "A share that meets the network's target is a block, below the difficulty as well.",
            "a peer does not see the node")
        .untestable(
            "silence",
            "SPEC H8",
            "A miner that says nothing for ten minutes is sent away.",
            "it takes ten minutes, and the time is an option; limits/quiet-miner sees two and a"
                + " half")
        .untestable(
            "dead-peer",
            "SPEC H8",
            "A peer that has vanished without a word is noticed within minutes.",
            "what the pool has noticed is not seen by who has vanished")
        .untestable(
            "prefixes",
            "SPEC H4",
            "Servers of one pool, and a server started again, give no extranonce1 twice.",
            "a peer sees one server, in one life")
        .untestable(
            "bans",
            "SPEC L4",
            "An address can be banned for a time, and a trusted proxy never is.",
            "a peer has one address; that honest miners are not banned is seen by limits/*")
        .untestable(
            "pool-pings",
            "SPEC C5, F6",
            "A ping of the pool's comes after the login, and no answer to it is fatal.",
            "a peer cannot make the pool ask; envelope/answer-to-nothing sees what it takes")
        .untestable(
            "other-algorithms",
            "SPEC D1",
            "Difficulty 1 of scrypt is 2^16 hashes.",
            "this suite mines SHA-256d")
        .untestable(
            "address-families",
            "SPEC O1",
            "The pool listens on IPv4 and IPv6.",
            "one run looks at one address: run it on each")
        .untestable(
            "connection-limit",
            "SPEC L3",
            "At the limit of connections accepting pauses and resumes.",
            "the limit is an option, of tens of thousands")
        .untestable(
            "proxy-protocol",
            "SPEC L5",
            "The PROXY protocol tells the real address.",
            "only configured networks may use it, and the address is not said back")
        .untestable(
            "tls", "SPEC L6", "TLS 1.2 or newer, on listeners that have it.", "this suite is plain")
        .untestable(
            "faults",
            "SPEC L7",
            "A fault in a plugged-in part ends or answers one session.",
            "a peer cannot make one")
        .untestable(
            "lifecycle",
            "SPEC O1, O2",
            "Start, drain and close leave nothing behind.",
            "a peer cannot start and stop the pool");
  }
}
