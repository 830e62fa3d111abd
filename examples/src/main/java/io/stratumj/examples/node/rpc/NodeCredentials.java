package io.stratumj.examples.node.rpc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/** How to log in to a node: HTTP Basic authentication, or nothing. Immutable. */
public sealed interface NodeCredentials {
  /** Logs in with nothing. */
  static NodeCredentials none() {
    return new None();
  }

  /** Logs in with a name and a password, as in the node's configuration. */
  static NodeCredentials password(String user, String password) {
    return new Password(user, password);
  }

  /**
   * Logs in with what the node writes to its cookie file. A node makes a new one each time it
   * starts, so the file is read for each request.
   */
  static NodeCredentials cookieFile(Path file) {
    return new CookieFile(file);
  }

  /**
   * The value of the Authorization header. Reads a file, if they are in one.
   *
   * @throws IOException if they cannot be read; the message names the file
   */
  Optional<String> authorization() throws IOException;

  /** The value for these credentials, {@code user:password}. */
  private static Optional<String> basic(String credentials) {
    byte[] bytes = credentials.getBytes(StandardCharsets.UTF_8);
    return Optional.of("Basic " + Base64.getEncoder().encodeToString(bytes));
  }

  /** Nothing. */
  record None() implements NodeCredentials {
    @Override
    public Optional<String> authorization() {
      return Optional.empty();
    }
  }

  /**
   * A name and a password.
   *
   * @param user the name, without a colon
   * @param password in no log and in no {@code toString}
   */
  record Password(String user, String password) implements NodeCredentials {
    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if there is a colon in it, which HTTP cannot carry
     */
    public Password {
      if (user.indexOf(':') >= 0) {
        throw new IllegalArgumentException("there is a colon in the user name");
      }
    }

    @Override
    public Optional<String> authorization() {
      return basic(user + ":" + password);
    }

    @Override
    public String toString() {
      return "Password[" + user + "]";
    }
  }

  /**
   * A file the node writes.
   *
   * @param file for Bitcoin Core {@code .cookie} in the folder of the chain
   */
  record CookieFile(Path file) implements NodeCredentials {
    private static final long BYTES_MAX = 4_096;

    @Override
    public Optional<String> authorization() throws IOException {
      try {
        if (Files.size(file) > BYTES_MAX) {
          throw new IOException("the cookie file " + file + " is no cookie: it is too long");
        }
        String cookie = Files.readString(file).strip();
        if (cookie.indexOf(':') < 0) {
          throw new IOException("the cookie file " + file + " is no cookie: it has no colon");
        }
        return basic(cookie);
      } catch (java.nio.file.NoSuchFileException e) {
        throw new IOException("there is no cookie file " + file, e);
      } catch (java.nio.file.AccessDeniedException e) {
        throw new IOException("no permission to read the cookie file " + file, e);
      } catch (java.nio.charset.CharacterCodingException e) {
        throw new IOException("the cookie file " + file + " is no cookie: it is no text", e);
      }
    }
  }
}
