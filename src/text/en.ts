import asked from './en/asked.json' with { type: 'json' }
import assembly from './en/assembly.json' with { type: 'json' }
import channel from './en/channel.json' with { type: 'json' }
import command from './en/command.json' with { type: 'json' }
import common from './en/common.json' with { type: 'json' }
import concern from './en/concern.json' with { type: 'json' }
import discord from './en/discord.json' with { type: 'json' }
import gate from './en/gate.json' with { type: 'json' }
import gauge from './en/gauge.json' with { type: 'json' }
import help from './en/help.json' with { type: 'json' }
import notice from './en/notice.json' with { type: 'json' }
import operator from './en/operator.json' with { type: 'json' }
import outcome from './en/outcome.json' with { type: 'json' }
import play from './en/play.json' with { type: 'json' }
import proposal from './en/proposal.json' with { type: 'json' }
import reading from './en/reading.json' with { type: 'json' }
import receipt from './en/receipt.json' with { type: 'json' }
import refusal from './en/refusal.json' with { type: 'json' }
import round from './en/round.json' with { type: 'json' }
import slack from './en/slack.json' with { type: 'json' }
import store from './en/store.json' with { type: 'json' }
import verify from './en/verify.json' with { type: 'json' }
import web from './en/web.json' with { type: 'json' }

/** Every sentence in English, by its noun's file. A new file is a new line here. */
export const english = {
  ...asked,
  ...assembly,
  ...channel,
  ...command,
  ...common,
  ...concern,
  ...discord,
  ...gate,
  ...gauge,
  ...help,
  ...notice,
  ...operator,
  ...outcome,
  ...play,
  ...proposal,
  ...reading,
  ...receipt,
  ...refusal,
  ...round,
  ...slack,
  ...store,
  ...verify,
  ...web,
}

/** The key of a sentence: one that is in no file does not compile. */
export type Key = keyof typeof english
