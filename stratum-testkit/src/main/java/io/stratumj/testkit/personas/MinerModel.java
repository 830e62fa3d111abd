package io.stratumj.testkit.personas;

import io.stratumj.testkit.personas.firmware.Antminer;
import io.stratumj.testkit.personas.firmware.Bfgminer;
import io.stratumj.testkit.personas.firmware.Bitaxe;
import io.stratumj.testkit.personas.firmware.BitaxeFirst;
import io.stratumj.testkit.personas.firmware.BitaxeLegacy;
import io.stratumj.testkit.personas.firmware.Btcagent;
import io.stratumj.testkit.personas.firmware.Cgminer;
import io.stratumj.testkit.personas.firmware.CkpoolProxy;
import io.stratumj.testkit.personas.firmware.CpuminerMulti;
import io.stratumj.testkit.personas.firmware.CpuminerOpt;
import io.stratumj.testkit.personas.firmware.Firmware;
import io.stratumj.testkit.personas.firmware.Minerd;
import io.stratumj.testkit.personas.firmware.Nerdminer;
import io.stratumj.testkit.personas.firmware.Nerdqaxe;
import io.stratumj.testkit.personas.firmware.NiceHash;
import io.stratumj.testkit.personas.firmware.RentalCheck;
import io.stratumj.testkit.personas.firmware.Sgminer;
import io.stratumj.testkit.personas.firmware.SlushProxy;
import io.stratumj.testkit.personas.firmware.StratehmProxy;
import io.stratumj.testkit.personas.firmware.TranslatorProxy;
import io.stratumj.testkit.personas.firmware.Whatsminer;
import io.stratumj.testkit.personas.line.Rig;
import java.util.function.Function;

/** The mining programs there are personas of. */
public enum MinerModel {
  /** pooler's cpuminer 2.5.1: takes the next line for the reply. */
  MINERD("minerd", Minerd::new),
  /** cpuminer-multi 1.3.7. */
  CPUMINER_MULTI("cpuminer-multi", CpuminerMulti::new),
  /** cpuminer-opt 26.1: crashes at a malformed job. */
  CPUMINER_OPT("cpuminer-opt", CpuminerOpt::new),
  /** cgminer 4.11.1: queues difficulties. */
  CGMINER("cgminer", Cgminer::plain),
  /** cgminer 4.11.1 built for version rolling: mines only with it. */
  CGMINER_ROLLING("cgminer (version rolling)", Cgminer::rolling),
  /** The bmminer of a stock Antminer S9. */
  ANTMINER("antminer", Antminer::new),
  /** BFGMiner 5.5.0: tries TLS first, has string ids, sends before it subscribes. */
  BFGMINER("bfgminer", Bfgminer::new),
  /** sgminer 5.1.1: asks for extranonces before it authorizes. */
  SGMINER("sgminer", Sgminer::new),
  /** A Bitaxe of today (ESP-Miner 2.13). */
  BITAXE("bitaxe", Bitaxe::new),
  /** A Bitaxe with ESP-Miner 2.4: four requests in one write, integers only. */
  BITAXE_LEGACY("bitaxe-legacy", BitaxeLegacy::new),
  /** A Bitaxe with ESP-Miner 2.1: one request at a time. */
  BITAXE_FIRST("bitaxe-legacy (2.1)", BitaxeFirst::new),
  /** NerdQAxe and NerdOctaxe: extranonce2 highest byte first. */
  NERDQAXE("nerdqaxe", Nerdqaxe::new),
  /** NerdMiner v2: a microcontroller. */
  NERDMINER("nerdminer", Nerdminer::new),
  /** A WhatsMiner. */
  WHATSMINER("whatsminer", Whatsminer::v10),
  /** A WhatsMiner that waits for a version mask. */
  WHATSMINER_WAITING("whatsminer (waits for a mask)", Whatsminer::v11),
  /** NiceHash. */
  MARKETPLACE("marketplace (NiceHash)", NiceHash::new),
  /** The health check of MiningRigRentals. */
  RENTAL_CHECK("marketplace (rental check)", RentalCheck::new),
  /** Stratehm's stratum-proxy: several workers on one connection. */
  STRATEHM_PROXY("aggregator (stratehm)", StratehmProxy::new),
  /** ckpool as a proxy. */
  CKPOOL_PROXY("aggregator (ckpool)", CkpoolProxy::new),
  /** btcagent: string ids; mines with pools of its own maker only. */
  BTCAGENT("aggregator (btcagent)", Btcagent::new),
  /** A translator to Stratum v2: the strictest parser. */
  TRANSLATOR_PROXY("aggregator (v2 translator)", TranslatorProxy::new),
  /** slush's stratum-mining-proxy. */
  SLUSH_PROXY("aggregator (slush)", SlushProxy::new);

  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // Always a reference to a factory, which has no state.
  private final Function<Rig, Firmware> firmware;

  MinerModel(String title, Function<Rig, Firmware> firmware) {
    this.title = title;
    this.firmware = firmware;
  }

  /** What it is called. */
  public String title() {
    return title;
  }

  /** A persona with the default options, not connected. */
  public Persona persona() {
    return persona(PersonaOptions.DEFAULTS);
  }

  /** A persona that is not connected. */
  public Persona persona(PersonaOptions options) {
    return new Persona(title, options.setup(), firmware);
  }
}
