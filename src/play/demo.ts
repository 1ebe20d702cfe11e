import { readText, type ReadText } from '../domain/version/read.ts'
import { script, type Script } from './script.ts'

/** The caucuses of the demo, with the people who sit in them; the first of each chairs it. */
const seated = {
  government: ['Ana Souza', 'Kofi Mensah', 'Ingrid Dahl', 'Rajiv Menon', 'Lucia Ferrari'],
  'private-sector': ['Tom Becker', 'Mei Lin', 'Sara Haddad', 'Diego Rojas', 'Hana Kimura'],
  'civil-society': ['Amina Yusuf', 'Leo Marsh', 'Priya Nair', 'Jonas Weber', 'Tala Reyes'],
  'technical-academic': ['Wanjiru Kamau', 'Olivier Petit', 'Noor Rahman', 'Elena Popova', 'Sam Okafor'],
} as const
type CaucusKey = keyof typeof seated

const [sponsor, secretariat, plenaryChair, observer] = [
  'Leo Marsh',
  'Nadia Karim',
  'Maria Rossi',
  'Paul Adeyemi',
] as const

const charter = {
  name: 'Policy Council',
  forum: 'the Internet Governance Forum',
  zone: 'UTC',
  caucuses: [
    { key: 'government', name: 'Government', kind: 'stakeholder', seats: 5 },
    { key: 'private-sector', name: 'Private sector', kind: 'stakeholder', seats: 5 },
    { key: 'civil-society', name: 'Civil society', kind: 'stakeholder', seats: 5 },
    { key: 'technical-academic', name: 'Technical and academic community', kind: 'constituency', seats: 5 },
    { key: 'intergovernmental', name: 'Intergovernmental organisations', kind: 'observer', seats: 0 },
  ],
}

export type DemoScript = { readonly ok: true; readonly script: Script } | Extract<ReadText, { ok: false }>

/**
 * A whole assembly on any text in numbered paragraphs, played by simulated people: two rounds, one concern answered, one
 * amendment taken, one caucus that agreed only if amended, and a recommendation at the end.
 */
export function demoScript(markdown: string, begins: string): DemoScript {
  const read = readText(markdown)
  if (!read.ok) return read
  // What is amended stands in the middle of the text, so that every text has one.
  const at = Math.floor((read.paragraphs.length - 1) / 2)
  const amended = read.paragraphs[at]
  const concerned = read.paragraphs[Math.min(at + 1, read.paragraphs.length - 1)]
  if (!amended || !concerned) return { ok: false, refusal: { code: 'version/no-paragraphs' } }
  const taken = reworded(amended.text)
  const place = (one: { label: string }, index: number) => nameOf(one.label, index)
  const onAmended = place(amended, at)
  const onConcerned = place(concerned, Math.min(at + 1, read.paragraphs.length - 1))
  const title = read.title ?? firstWords(read.paragraphs[0]?.text ?? '')
  const people = peopleOf()
  const acts = [...toCaucuses(title), ...firstRound({ onAmended, onConcerned }), ...secondRound(onAmended)]
  return { ok: true, script: script.parse({ title, charter, people, begins, texts: { text: markdown, taken }, acts }) }
}

const peopleOf = () => ({
  [secretariat]: { offices: ['secretariat'] },
  [plenaryChair]: { offices: ['plenary chair'] },
  ...Object.fromEntries(
    Object.entries(seated).flatMap(([caucus, names]) =>
      names.map(
        (name, nth) => [name, { caucus, seat: 'representative', offices: nth === 0 ? ['caucus chair'] : [] }] as const,
      ),
    ),
  ),
  [observer]: { caucus: 'intergovernmental', seat: 'observer' },
})

/** The wording that the demo's government asks for: the same paragraph, with a plain promise at its end. */
function reworded(text: string): string {
  const [, body = text, end = ''] = /^([\s\S]*?)([.;,:]?)\s*$/.exec(text) ?? []
  return `${body}, after hearing those whom it concerns${end}`
}

/** How a line names a paragraph: its label, or its place in the text where it has none. */
const nameOf = (typed: string, at: number): string => typed.replaceAll(/[^\p{L}\p{N}]+/gu, '') || String(at + 1)

const firstWords = (text: string): string => {
  const words = text.split(/\s+/).slice(0, 8).join(' ')
  return words.length > 0 ? words.replace(/[.,;:]+$/, '') : 'A text'
}

const chairOf = (caucus: CaucusKey): string => seated[caucus][0]
const say = (as: string, where: string, line: string, expect?: object) => ({
  as,
  in: where,
  say: `/caucus ${line}`,
  ...(expect && { expect }),
})
const quoted = (words: string): string => `"${words.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

const toCaucuses = (title: string) => [
  { note: 'A text comes in' },
  say(sponsor, 'civil-society', `proposal submit --text {text} --title ${quoted(title.slice(0, 200))}`),
  say(secretariat, 'plenary', 'proposal admit P-1'),
  say(plenaryChair, 'plenary', 'proposal take-up P-1'),
  { note: 'Round 1: from plenary to the caucuses' },
  say(plenaryChair, 'plenary', 'proposal dispatch P-1 --closes "in 7 days"'),
]

/** Everyone in a caucus answers its gauge: most for it, with the exceptions named. */
const gauge = (caucus: CaucusKey, but: Readonly<Record<string, string>> = {}) => [
  say(chairOf(caucus), caucus, 'gauge open --closes "in 2 days"'),
  ...seated[caucus].map((name) => say(name, caucus, `gauge answer ${but[name] ?? 'support'}`)),
]

const confirm = (caucus: CaucusKey, more = '') => say(chairOf(caucus), caucus, `reading confirm${more}`)

const firstRound = ({ onAmended, onConcerned }: { onAmended: string; onConcerned: string }) => [
  ...gauge('government', { 'Kofi Mensah': '"can live"' }),
  ...gauge('private-sector', { 'Mei Lin': '"can live"', 'Diego Rojas': 'abstain' }),
  ...gauge('civil-society', {
    'Jonas Weber': `object --on ${onConcerned} --reason "It does not say who checks that this is done." --settles "Name who reports, and how often."`,
    'Tala Reyes': '"can live"',
  }),
  ...gauge('technical-academic'),
  say(
    seated.government[1],
    'government',
    `amendment suggest --on ${onAmended} --wording {taken} --why "Those concerned should be heard first."`,
  ),
  { note: 'Two days later the gauges close' },
  { wait: '2d' },
  { note: 'A concern has to be answered before rough consensus can be declared' },
  say('Amina Yusuf', 'civil-society', 'reading post "rough consensus"', { refused: 'unsettled' }),
  say(
    'Amina Yusuf',
    'civil-society',
    'concern answer C-1 --answer "The text asks for a public account; the review at its end is where it is checked."',
  ),
  say('Jonas Weber', 'civil-society', 'concern accept C-1 --words "That answers it."'),
  say('Amina Yusuf', 'civil-society', 'reading post "rough consensus" --note "One concern was raised, and answered."'),
  say(
    'Ana Souza',
    'government',
    `reading post "rough consensus" --if ${onAmended} --condition "Those concerned are heard first." --wording {taken} --note "We agree if this paragraph says so."`,
  ),
  say('Tom Becker', 'private-sector', 'reading post "full consensus" --note "Nobody here stands against it."'),
  say('Wanjiru Kamau', 'technical-academic', 'reading post "full consensus"'),
  { note: 'The readings can be contested for 48 hours' },
  { wait: '2d' },
  confirm('civil-society'),
  confirm('government', ' --amendments A-1'),
  confirm('private-sector'),
  confirm('technical-academic'),
  { note: 'Back in plenary: the gate names what is missing' },
  say(plenaryChair, 'plenary', 'proposal tracker P-1'),
  say(plenaryChair, 'plenary', 'consensus declare P-1', { refused: 'Government' }),
]

const secondRound = (onAmended: string) => [
  { note: 'Round 2: the amendment is taken, and the new version goes to all' },
  say(
    plenaryChair,
    'plenary',
    `version amend P-1 --amendment A-1 --note "Paragraph ${onAmended} as the government asked."`,
  ),
  say(plenaryChair, 'plenary', 'proposal dispatch P-1 --closes "in 7 days"'),
  say('Ana Souza', 'government', 'proposal changes P-1'),
  { note: 'The condition of the government is met word for word: one act confirms it' },
  say('Ana Souza', 'government', 'conditions met'),
  ...gauge('civil-society', { 'Tala Reyes': '"can live"' }),
  ...gauge('private-sector', { 'Diego Rojas': '"can live"' }),
  ...gauge('technical-academic'),
  { wait: '2d' },
  say('Amina Yusuf', 'civil-society', 'reading post "full consensus"'),
  say('Tom Becker', 'private-sector', 'reading post "full consensus"'),
  say('Wanjiru Kamau', 'technical-academic', 'reading post "full consensus"'),
  confirm('civil-society'),
  confirm('private-sector'),
  confirm('technical-academic'),
  { note: 'Nothing is missing: the plenary chair declares' },
  say(plenaryChair, 'plenary', 'consensus declare P-1 --note "With thanks to all four caucuses."', {
    sees: 'Recommendation',
  }),
  { note: 'After seven days without an appeal it is final' },
  { wait: '7d' },
  say(observer, 'plenary', 'proposal report P-1', { sees: 'Recommendation' }),
]
