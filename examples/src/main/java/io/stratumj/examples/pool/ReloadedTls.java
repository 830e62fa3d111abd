package io.stratumj.examples.pool;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TLS context that follows its key store: a renewed certificate serves the connections that come
 * after it, without a restart. <em>Thread-safe.</em>
 *
 * <p>The file is looked at when a connection comes, every few seconds at most; that costs some
 * microseconds. One that cannot be read, because it is being written or was damaged, is reported,
 * and the certificate there is goes on serving.
 */
final class ReloadedTls implements Supplier<SSLContext> {
  private static final Logger LOG = LoggerFactory.getLogger(ReloadedTls.class);
  private static final long LOOK_NANOS = Duration.ofSeconds(5).toNanos();

  private final Path keystore;
  private final Path passwordFile;
  private final long lookNanos;
  private SSLContext context;
  private FileTime loaded;
  private long lookedAtNanos;

  private ReloadedTls(Path keystore, Path passwordFile, long lookNanos)
      throws IOException, GeneralSecurityException {
    this.keystore = keystore;
    this.passwordFile = passwordFile;
    this.lookNanos = lookNanos;
    this.loaded = Files.getLastModifiedTime(keystore);
    this.context = load();
    this.lookedAtNanos = System.nanoTime();
  }

  /**
   * Reads both files.
   *
   * @throws IllegalArgumentException naming the file that cannot be used, and why
   */
  static ReloadedTls from(Path keystore, Path passwordFile) {
    return from(keystore, passwordFile, LOOK_NANOS);
  }

  /** The same, looking at the file no more often than this. */
  static ReloadedTls from(Path keystore, Path passwordFile, long lookNanos) {
    for (Path file : List.of(keystore, passwordFile)) {
      if (!Files.isReadable(file) || Files.isDirectory(file)) {
        throw new IllegalArgumentException("cannot read " + file);
      }
    }
    try {
      return new ReloadedTls(keystore, passwordFile, lookNanos);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException(
          keystore + " is no PKCS12 key store with this password: " + e.getMessage(), e);
    }
  }

  @Override
  public synchronized SSLContext get() {
    if (System.nanoTime() - lookedAtNanos >= lookNanos) {
      lookedAtNanos = System.nanoTime();
      reloadIfChanged();
    }
    return context;
  }

  private void reloadIfChanged() {
    try {
      FileTime changed = Files.getLastModifiedTime(keystore);
      if (!changed.equals(loaded)) {
        loaded = changed;
        context = load();
        LOG.info("{} was read again, for new connections", keystore);
      }
    } catch (IOException | GeneralSecurityException e) {
      LOG.error("{} was changed and cannot be read; the old certificate goes on", keystore, e);
    }
  }

  private SSLContext load() throws IOException, GeneralSecurityException {
    char[] password = password();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keystore)) {
      store.load(in, password);
    }
    if (store.size() == 0) {
      throw new KeyStoreException("it is empty");
    }
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password);
    SSLContext loading = SSLContext.getInstance("TLS");
    loading.init(keys.getKeyManagers(), null, null);
    return loading;
  }

  private char[] password() throws IOException {
    List<String> lines = Files.readAllLines(passwordFile, StandardCharsets.UTF_8);
    return lines.isEmpty() ? new char[0] : lines.get(0).toCharArray();
  }
}
