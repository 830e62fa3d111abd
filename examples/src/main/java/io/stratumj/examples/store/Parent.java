package io.stratumj.examples.store;

/**
 * A block that shares were mined on, and where the shares are that were.
 *
 * @param number what the books call it
 * @param ids of all its shares in the books
 */
record Parent(int number, IdTable ids) {}
