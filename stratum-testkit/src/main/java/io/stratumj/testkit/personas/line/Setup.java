package io.stratumj.testkit.personas.line;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * What the owner of a mining program has configured, and how strong its hardware is. Immutable.
 *
 * @param worker the name it authorizes
 * @param password the password that goes with it
 * @param suggestedDifficulty what programs suggest that suggest something
 * @param difficultyOne the target of difficulty 1
 * @param sharesPerSecond how many shares are submitted in a second at most
 * @param hashesPerSecond how many headers are hashed for a share in a second at most
 * @param worthwhileDifficulty what a marketplace asks for at least
 * @param seed of everything random
 */
public record Setup(
    String worker,
    String password,
    BigDecimal suggestedDifficulty,
    BigInteger difficultyOne,
    int sharesPerSecond,
    int hashesPerSecond,
    BigDecimal worthwhileDifficulty,
    long seed) {}
