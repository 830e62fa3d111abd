package io.stratumj.examples.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A disk for H2 that is full, or stuck, when a test says so: paths that begin with {@code faulty:}.
 * There is one for the whole process, because H2 finds file systems in a table of its own.
 */
public final class FaultyDisk extends FilePathWrapper {
  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final Condition CHANGED = LOCK.newCondition();
  private static boolean full;
  private static boolean stuck;

  /** H2 makes one of its own for each path. */
  public FaultyDisk() {}

  static void register() {
    FilePath.register(new FaultyDisk());
  }

  /** Refuses every byte from now on, or takes them again. */
  static void full(boolean now) {
    LOCK.lock();
    try {
      full = now;
    } finally {
      LOCK.unlock();
    }
  }

  /** Keeps every write waiting from now on, or lets them all go on. */
  static void stuck(boolean now) {
    LOCK.lock();
    try {
      stuck = now;
      CHANGED.signalAll();
    } finally {
      LOCK.unlock();
    }
  }

  @Override
  public String getScheme() {
    return "faulty";
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    return new FaultyFile(super.open(mode));
  }

  private static void check() throws IOException {
    LOCK.lock();
    try {
      while (stuck) {
        CHANGED.awaitUninterruptibly();
      }
      if (full) {
        throw new IOException("No space left on device");
      }
    } finally {
      LOCK.unlock();
    }
  }

  /** A file on it. */
  private static final class FaultyFile extends FileBaseDefault {
    private final FileChannel file;

    FaultyFile(FileChannel file) {
      this.file = file;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public synchronized int read(ByteBuffer target, long position) throws IOException {
      return file.read(target, position);
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
      check();
      return file.write(source, position);
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      FileChannel unused = file.truncate(size);
    }

    @Override
    public void force(boolean metaData) throws IOException {
      check();
      file.force(metaData);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return file.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      file.close();
    }
  }
}
