package io.stratumj.examples.store;

import io.stratumj.api.work.Hash256;
import java.util.OptionalInt;

/**
 * A block as the books have it.
 *
 * @param hash its name
 * @param height how many blocks are before it, if its coinbase tells
 * @param worker who found it
 */
record FoundBlock(Hash256 hash, OptionalInt height, String worker) {}
