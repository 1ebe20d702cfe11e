import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { rounded } from './measure.ts'

// The people of the web chat's case, in a process of their own, so that they do not take the server's time: over real HTTP,
// with sessions and tokens, they answer at a steady pace while others look on as browsers do.

export interface Errand {
  readonly address: string
  readonly perSecond: number
  readonly count: number
  /** Sessions of those who answer, with the token of their pages. */
  readonly people: readonly Signed[]
  readonly onlookers: readonly Signed[]
  readonly caucus: string
  readonly plenary: string
  /** What the buttons of the gauge carry. */
  readonly answers: readonly string[]
  readonly proposal: string
}
export interface Signed {
  readonly cookie: string
  readonly csrf: string
}

/** How long something took, in milliseconds. */
export interface Spans {
  readonly count: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly worstMs: number
}
export interface CrowdSaw {
  readonly perSecond: number
  readonly clicks: Spans
  /** The clicks before those: of a program that has just begun, and is not yet compiled by its engine. */
  readonly firstClicks: Spans
  /** Events in the onlookers' streams, and what they fetched after them. */
  readonly itemUpdates: number
  readonly sideUpdates: number
  readonly fetches: number
  readonly cardTrue: Spans
  readonly trackerTrue: Spans
  /** Acts whose card some onlooker never saw true. */
  readonly neverSeen: number
}

/** At this pace for so many answers before those that count: six seconds of a minute. */
const firstAnswers = 1_000
/** Every so often an act that can be recognised on a card, for how fresh cards are meanwhile. */
const probeEveryMs = 2_000
/** A browser asks for what stands beside at most this often. */
const sideMs = 400
const patienceMs = 10_000

const agent = new Agent({ keepAlive: true, maxSockets: 256 })

async function ask(
  address: string,
  path: string,
  cookie: string,
  form?: Record<string, string>,
): Promise<{ status: number; words: string }> {
  const body = form && new URLSearchParams(form).toString()
  return await new Promise<{ status: number; words: string }>((resolve, reject) => {
    const asking = request(
      address + path,
      {
        agent,
        method: body === undefined ? 'GET' : 'POST',
        headers: { cookie, ...(body !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }) },
      },
      (answer) => {
        text(answer).then((words) => resolve({ status: answer.statusCode ?? 0, words }), reject)
      },
    )
    // The server may close a connection that was idle just when it is used again: browsers ask once more, and so do we.
    asking.on('error', (error: NodeJS.ErrnoException) => {
      if (asking.reusedSocket && error.code === 'ECONNRESET') resolve(ask(address, path, cookie, form))
      else reject(error)
    })
    asking.end(body)
  })
}

/** What is to be seen on a card, since when, and how long each onlooker waited for it. */
interface Probe {
  readonly isIn: (words: string) => boolean
  readonly since: number
  readonly waited: Map<number, number>
}

async function onlook(errand: Errand, nth: number, who: Signed, cards: Probe[], trackers: Probe[]) {
  const seen = { items: 0, sides: 0, fetches: 0 }
  const look = async (path: string, probes: Probe[]) => {
    seen.fetches += 1
    const { words } = await ask(errand.address, `/c/${errand.caucus}/${path}`, who.cookie)
    const now = performance.now()
    for (const { isIn, since, waited } of probes)
      if (!waited.has(nth) && isIn(words)) waited.set(nth, Math.max(0, now - since))
  }
  const underWay = new Map<string, 'asked' | 'again'>()
  /** One question a card at a time, and once more if it changed meanwhile. */
  const item = async (id: string): Promise<void> => {
    if (underWay.has(id)) return void underWay.set(id, 'again')
    underWay.set(id, 'asked')
    await look(`item/${id}`, cards)
    const changed = underWay.get(id) === 'again'
    underWay.delete(id)
    if (changed) await item(id)
  }
  const looks = new Set<Promise<void>>()
  const begin = (one: Promise<void>): void => {
    looks.add(one)
    void one.finally(() => looks.delete(one))
  }
  let sideWaits = false
  const side = () => {
    if (sideWaits) return
    sideWaits = true
    setTimeout(() => {
      sideWaits = false
      begin(look('side', trackers))
    }, sideMs)
  }
  const stream = request(`${errand.address}/c/${errand.caucus}/stream`, {
    headers: { cookie: who.cookie },
    agent: false,
  })
  stream.on('error', () => undefined)
  await new Promise<void>((open) => {
    stream.once('response', (answer) => {
      let rest = ''
      answer.setEncoding('utf8')
      answer.on('error', () => undefined)
      answer.on('data', (more: string) => {
        const events = (rest + more).split('\n\n')
        rest = events.pop() ?? ''
        for (const event of events) {
          const [, name, data] = /^event: (\w+)\ndata: ?(.*)/m.exec(event) ?? []
          if (name === 'here') open()
          if (name === 'item') {
            seen.items += 1
            begin(item(data ?? ''))
          }
          if (name === 'side') {
            seen.sides += 1
            side()
          }
        }
      })
    })
    stream.end()
  })
  const leave = async (): Promise<void> => {
    stream.destroy()
    await Promise.all(looks)
  }
  return { seen, leave }
}

/** Answers at a steady pace, whether the one before is there or not: a slow server gets no rest. */
async function answer(errand: Errand): Promise<{ first: number[]; took: number[]; seconds: number }> {
  const first: number[] = []
  const took: number[] = []
  const count = firstAnswers + errand.count
  const all: Promise<void>[] = []
  const click = async (nth: number): Promise<void> => {
    const who = errand.people[nth % errand.people.length]
    const press = errand.answers[Math.floor(nth / errand.people.length) % errand.answers.length]
    if (!who || press === undefined) throw new Error('nobody is there to answer')
    const at = performance.now()
    const { status, words } = await ask(errand.address, `/c/${errand.caucus}/press`, who.cookie, {
      csrf: who.csrf,
      key: `click ${nth}`,
      press,
    })
    const those = nth < firstAnswers ? first : took
    those.push(performance.now() - at)
    if (status !== 200 || !words.includes('You answered')) throw new Error(`${status}: ${words.slice(0, 2_000)}`)
  }
  const begun = performance.now()
  await new Promise<void>((done) => {
    let nth = 0
    const beat = setInterval(() => {
      const due = Math.min(count, Math.floor(((performance.now() - begun) / 1_000) * errand.perSecond))
      while (nth < due) all.push(click(nth++))
      if (nth < count) return
      clearInterval(beat)
      done()
    }, 2)
  })
  await Promise.all(all)
  const seconds = (performance.now() - begun) / 1_000
  return { first, took, seconds }
}

async function probe(errand: Errand, nth: number, cards: Probe[], trackers: Probe[]): Promise<void> {
  const who = errand.people[nth % errand.people.length]
  if (!who) return
  const form = async (channel: string, command: string, answers: Record<string, string>) => {
    const given = Object.fromEntries(Object.entries(answers).map(([name, value]) => [`f.${name}`, value]))
    const { status, words } = await ask(errand.address, `/c/${channel}/form`, who.cookie, {
      csrf: who.csrf,
      key: `${command} ${nth}`,
      command,
      settled: JSON.stringify({ proposal: errand.proposal }),
      ticks: '[]',
      ...given,
    })
    if (status !== 200) throw new Error(`${command}: ${status}`)
    if (words.includes('class="asks"')) throw new Error(`${command} was asked for more: ${words}`)
    return performance.now()
  }
  const wording = `Probe ${nth}.`
  const suggested = await form(errand.caucus, 'amendment suggest', { wording })
  cards.push({ isIn: (words) => words.includes(wording), since: suggested, waited: new Map() })
  const raised = await form(errand.plenary, 'concern raise', { says: wording })
  const open = (words: string) => Number(/Concerns open in plenary: (\d+)/.exec(words)?.[1] ?? 0)
  trackers.push({ isIn: (words) => open(words) >= nth, since: raised, waited: new Map() })
}

function spansOf(took: readonly number[]): Spans {
  const sorted = took.toSorted((a, b) => a - b)
  const at = (part: number) => rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0)
  return { count: sorted.length, p50Ms: at(0.5), p99Ms: at(0.99), worstMs: at(1) }
}

async function crowd(errand: Errand): Promise<CrowdSaw> {
  const cards: Probe[] = []
  const trackers: Probe[] = []
  const looking = await Promise.all(
    errand.onlookers.map(async (who, nth) => await onlook(errand, nth, who, cards, trackers)),
  )
  let nth = 0
  const probes: Promise<void>[] = []
  const probing = setInterval(() => probes.push(probe(errand, ++nth, cards, trackers)), probeEveryMs)
  const { first, took, seconds } = await answer(errand)
  clearInterval(probing)
  await Promise.all(probes)
  const missing = () => [...cards, ...trackers].filter(({ waited }) => waited.size < errand.onlookers.length).length
  for (const until = performance.now() + patienceMs; missing() > 0 && performance.now() < until;)
    await new Promise((resolve) => setTimeout(resolve, 50))
  for (const { leave } of looking) await leave()
  agent.destroy()
  const sum = (of: (one: (typeof looking)[number]['seen']) => number) =>
    looking.reduce((all, { seen }) => all + of(seen), 0)
  const waited = (probed: readonly Probe[]) => probed.flatMap((one) => [...one.waited.values()])
  return {
    perSecond: Math.round((first.length + took.length) / seconds),
    clicks: spansOf(took),
    firstClicks: spansOf(first),
    itemUpdates: sum(({ items }) => items),
    sideUpdates: sum(({ sides }) => sides),
    fetches: sum(({ fetches }) => fetches),
    cardTrue: spansOf(waited(cards)),
    trackerTrue: spansOf(waited(trackers)),
    neverSeen: missing(),
  }
}

process.stdout.write(JSON.stringify(await crowd(JSON.parse(await text(process.stdin)) as Errand)))
