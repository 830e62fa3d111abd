/**
 * Mining for a real node: its templates become jobs, and blocks go back to it.
 *
 * <p>{@link io.stratumj.examples.node.NodeJobSource} follows a node by long polling and publishes
 * jobs. {@link io.stratumj.examples.node.NodeBlockSink} writes each block candidate to a file in a
 * {@link io.stratumj.examples.node.CandidateFolder}, submits it to every node, and asks where it
 * ended up. Together they take the time between a block and the work on top of it down to what the
 * node needs:
 *
 * <pre>{@code
 * var nodes = List.of(NodeClient.of(NodeEndpoint.of("http://127.0.0.1:8332").with(credentials)));
 * var jobs = NodeJobSource.of(nodes, JobFactory.payingTo(script));
 * var blocks = NodeBlockSink.of(nodes, CandidateFolder.open(folder), jobs::refresh);
 * }</pre>
 *
 * <p>The source and the sink log what changes, and only that.
 */
@NullMarked
package io.stratumj.examples.node;

import org.jspecify.annotations.NullMarked;
