'use strict';

// A bcoin full node on regtest, for the integration tests: real consensus rules, no peers.
//
//   node regtest-node.js '{"port":0,"folder":"/somewhere","bip34Height":1}'
//
// Its one argument is a JSON object of settings, all optional:
//
//   port             of JSON-RPC on 127.0.0.1; 0, the default, lets the system choose
//   folder           where the chain is kept; without it in memory, and gone when the process ends
//   bip34Height      from where a coinbase has to tell its height; bcoin's regtest never asks
//   deploymentWindow blocks in a window of version bits; 4 has segwit active at height 12
//   halvingInterval  blocks between halvings of the subsidy
//   bits             eight hex digits: every block's target, in the place of regtest's own
//
// Once JSON-RPC answers (any user, password "test") it prints {"port":N} as one line. It ends on
// SIGTERM, or when its standard input does: it does not outlive the process that started it.

process.env.NODE_BACKEND = 'js'; // bcoin's own JavaScript: nothing has to be compiled

const settings = JSON.parse(process.argv[2] || '{}');
// Before a node exists: addresses are written for the network that is set then.
const network = require('bcoin/lib/protocol/network').set('regtest');
if (settings.halvingInterval)
  network.halvingInterval = settings.halvingInterval;
if (settings.bip34Height)
  network.block.bip34height = settings.bip34Height;
if (settings.deploymentWindow) {
  network.minerWindow = settings.deploymentWindow;
  network.activationThreshold = Math.ceil(settings.deploymentWindow * 3 / 4);
}

const FullNode = require('bcoin/lib/node/fullnode');
const node = new FullNode({
  network: 'regtest',
  memory: !settings.folder,
  prefix: settings.folder || '/nowhere',
  workers: false,
  listen: false,
  logFile: false,
  logConsole: true,
  logLevel: 'warning',
  apiKey: 'test',
  httpHost: '127.0.0.1',
  httpPort: settings.port || 0
});
if (settings.bits) {
  const target = parseInt(settings.bits, 16);
  node.chain.getTarget = async () => target;
}

let closing = false;

async function close() {
  if (closing)
    return;
  closing = true;
  try {
    await node.close();
  } finally {
    process.exit(0);
  }
}

async function main() {
  process.on('SIGTERM', close);
  process.stdin.on('end', close).resume();
  await node.ensure(); // the folder
  await node.open(); // and no node.connect(): it would look for peers
  console.log(JSON.stringify({port: node.http.http.address().port}));
}

main().catch((error) => {
  console.error(error.stack);
  process.exit(1);
});
