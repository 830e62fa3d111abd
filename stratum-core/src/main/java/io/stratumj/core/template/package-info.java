/**
 * From a node's block template to a job, and from a solved job back to a block.
 *
 * <pre>
 * getblocktemplate -&gt; BlockTemplate -&gt; JobFactory (CoinbaseBuilder, MerkleBranches) -&gt; Job
 * header and coinbase of the winning share, body of its job -&gt; BlockAssembler -&gt; submitblock
 * </pre>
 *
 * <p>The node chooses the transactions (BIP22, BIP23, BIP145). What a pool adds is the coinbase, in
 * two halves with a gap for the extranonces, and the merkle branches that lead from it to the
 * merkle root. Nothing here talks to a node: whoever does hands the text of the answer to {@link
 * io.stratumj.core.template.BlockTemplate#parse}.
 *
 * <p>Values are immutable and thread-safe. Hashes are in internal order unless a name says display.
 * What the node got wrong is a {@link io.stratumj.core.template.MalformedTemplateException}.
 */
@NullMarked
package io.stratumj.core.template;

import org.jspecify.annotations.NullMarked;
