import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { cookieName, csrfOf, hashOf, newToken } from '../../adapters/web/session.ts'
import type { MemberId } from '../domain/id.ts'
import { plus } from '../domain/instant.ts'
import { enlist } from '../play/cast.ts'
import { personId } from '../port/id.ts'
import { pressToken } from '../port/token.ts'
import { serve } from '../serve.ts'
import { channelsOf } from '../store/channels.ts'
import { openStore, type Store } from '../store/open.ts'
import { webChatRows } from '../store/web-chat.ts'
import { gaugeOpen, people, seated, submitted, type Council } from './council.ts'
import type { CrowdSaw, Errand, Signed } from './crowd.ts'
import { rounded } from './measure.ts'

const tenThousandAMinute = { count: 10_000, perSecond: 10_000 / 60 }
const onlookers = 10

/**
 * Answers through the web chat of the whole program, embedded database and workers included, at a steady pace; ten browsers
 * look on from the same caucus. The tally is shown, so that nearly every answer changes the card: the worst case.
 */
export async function answersOnTheWeb(
  tells: (name: string, figures: object) => void,
  load = tenThousandAMinute,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'caucus-bench-web-'))
  try {
    const database = { folder: join(folder, 'postgres') }
    const store = await openStore(database, () => undefined)
    const prepared = await prepare(store)
    await store.close()
    const config = { database, folder, host: '127.0.0.1', port: 0, publicUrl: undefined }
    const running = await serve({ config, log: () => undefined })
    try {
      const channels = await channelsOf(running.bot.acting.query, prepared.here.assembly)
      const channelAt = (place: string) => channels.find((one) => one.place === place)?.channel ?? ''
      const delay = monitorEventLoopDelay({ resolution: 5 })
      delay.enable()
      const begun = process.cpuUsage()
      const saw = await sendCrowd({
        ...load,
        ...prepared.errand,
        address: running.address,
        caucus: channelAt(prepared.here.left),
        plenary: channelAt('plenary'),
      })
      delay.disable()
      const { user, system } = process.cpuUsage(begun)
      // How busy the machine was, with this and everything else: figures of a busy one say little.
      const machine = { load: rounded(loadavg()[0] ?? 0) }
      const { clicks, firstClicks, cardTrue, trackerTrue, ...rest } = saw
      tells('answers through the web chat, click to confirmation', {
        ...clicks,
        perSecond: rest.perSecond,
        longestGapMs: rounded(delay.max / 1e6),
        botCpuSeconds: rounded((user + system) / 1e6),
        ...machine,
      })
      tells('the same in the first seconds of the program', { ...firstClicks, ...machine })
      tells('card updates sent to browsers meanwhile', {
        browsers: onlookers,
        itemUpdates: rest.itemUpdates,
        sideUpdates: rest.sideUpdates,
        fetches: rest.fetches,
      })
      tells('card true for onlookers after an act, meanwhile', { ...cardTrue, ...machine })
      tells('tracker true beside another channel after an act, meanwhile', {
        ...trackerTrue,
        neverSeen: rest.neverSeen,
        ...machine,
      })
    } finally {
      await running.stop()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function prepare(store: Store): Promise<{
  here: Council
  errand: Pick<Errand, 'people' | 'onlookers' | 'answers' | 'proposal'>
}> {
  const here = await seated(store, 'web', 'shown')
  const proposal = await submitted(here)
  const gauge = await gaugeOpen(here, proposal)
  await enlist(here.acting, here.cast, { platform: 'web', workspace: '' }, (_name, member) => member)
  const rows = webChatRows(store, () => undefined)
  const signedIn = async (member: MemberId): Promise<Signed> => {
    const [token, now] = [newToken(), here.acting.now()]
    await rows.openSession(hashOf(token), personId.parse(member), now, plus(now, { days: 1 }))
    return { cookie: `${cookieName}=${token}`, csrf: csrfOf(token) }
  }
  const signed: Signed[] = []
  for (let nth = 1; nth <= people; nth++) signed.push(await signedIn(here.member(`left ${nth}`)))
  const answers = ['support', 'live'].map((answer) =>
    pressToken({ kind: 'command', command: 'gauge answer', answers: { gauge, answer } }),
  )
  return { here, errand: { people: signed, onlookers: signed.slice(0, onlookers), answers, proposal } }
}

/** Sends the crowd in a process of its own, and hears what it saw. */
async function sendCrowd(errand: Errand): Promise<CrowdSaw> {
  const script = fileURLToPath(new URL('crowd.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.end(JSON.stringify(errand))
  const said = await text(child.stdout)
  if (said === '') throw new Error('the crowd of the bench ended without a word')
  return JSON.parse(said) as CrowdSaw
}
