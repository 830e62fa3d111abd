package io.stratumj.core.session;

import io.stratumj.api.work.VersionMask;
import io.stratumj.core.spi.Authorizer;
import io.stratumj.core.spi.BlockKeeper;
import io.stratumj.core.spi.BlockListener;
import io.stratumj.core.spi.BlockSink;
import io.stratumj.core.spi.DifficultyPolicy;
import io.stratumj.core.spi.ExtranonceAllocator;
import io.stratumj.core.spi.FaultListener;
import io.stratumj.core.spi.JobCustomizer;
import io.stratumj.core.spi.SessionListener;
import io.stratumj.core.spi.ShareListener;
import io.stratumj.core.spi.ShareSink;
import io.stratumj.core.spi.ShareValidator;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** What a {@link ProtocolBuilder} collected; see its methods for the meaning of each part. */
record ProtocolOptions(
    Authorizer authorizer,
    LongSupplier clock,
    TaskScheduler scheduler,
    RandomGenerator random,
    SessionLimits limits,
    DifficultyPolicy difficulty,
    Supplier<? extends ShareValidator> validators,
    ExtranonceAllocator extranonces,
    int extranonce2Size,
    VersionMask versionMask,
    ShareSink shareSink,
    Acknowledgement acknowledgement,
    ShareOverflow shareOverflow,
    long shareMemory,
    BlockSink blockSink,
    BlockRetries blockRetries,
    BlockKeeper blockKeeper,
    JobCustomizer customizer,
    boolean customized,
    boolean accountMatches,
    boolean workOnSubscribe,
    boolean falseOnFailure,
    boolean strictWords,
    boolean tellsTransactions,
    Set<String> reconnectHosts,
    List<SessionListener> sessionListeners,
    List<ShareListener> shareListeners,
    List<BlockListener> blockListeners,
    FaultListener faultListener) {}
