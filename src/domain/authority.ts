import type { ActType } from './act.ts'
import { stages, type Stage } from './world.ts'

/** What a person is here and now; each is computed by `rolesOf`. The letters are those of docs/authority.md. */
export const roles = {
  M: 'member',
  R: 'representative',
  A: 'alternate',
  T: 'participant',
  O: 'observer',
  C: 'caucus chair',
  P: 'plenary chair',
  S: 'secretariat',
  N: 'sponsor',
  H: 'holder',
  K: 'clock',
  X: 'operator',
} as const
export type Letter = keyof typeof roles
export type Role = (typeof roles)[Letter]

/** Who may do an act, by stage of the proposal; `any` for acts that concern none. `anyone` needs no admission. */
export type Authority = Readonly<Partial<Record<Stage | 'any', readonly (Role | 'anyone')[]>>>

type Who = string
const who = (letters: Who): readonly (Role | 'anyone')[] =>
  letters === 'anyone' ? ['anyone'] : letters.split('').flatMap((letter) => (isLetter(letter) ? [roles[letter]] : []))
const isLetter = (letter: string): letter is Letter => Object.hasOwn(roles, letter)

const at = (letters: Who, ...where: readonly Stage[]): Authority =>
  Object.fromEntries(where.map((stage) => [stage, who(letters)]))
const anytime = (letters: Who): Authority => ({ any: who(letters) })

/** While the text is with the caucuses, or has come home and the plenary chair has not acted. */
const out = ['in caucuses', 'plenary assessment'] as const
/** While plenary may talk about the proposal. */
const onTheFloor = ['in plenary', 'in caucuses', 'plenary assessment'] as const
/** From there on: a gauge opened on the floor may still run. */
const afterFloor = [...onTheFloor, 'parked', 'withdrawn', 'recommended', 'no consensus'] as const
/** While the plenary chair chooses what to do next. */
const chairsMove = ['in plenary', 'plenary assessment'] as const
const unfinished = [
  'draft',
  'submitted',
  'admitted',
  'in plenary',
  'in caucuses',
  'plenary assessment',
  'parked',
] as const

interface PlaceAuthority {
  readonly plenary: Authority
  readonly caucus: Authority
}

const both = (plenary: Authority, caucus: Authority): PlaceAuthority => ({ plenary, caucus })
const either = (authority: Authority): PlaceAuthority => both(authority, authority)

/** docs/authority.md as data: the test holds one against the other, cell by cell. */
export const authority: Readonly<Record<ActType, PlaceAuthority>> = {
  'found assembly': either(anytime('anyone')),
  'amend charter': either(anytime('S')),
  'mend charter': either(anytime('X')),
  'ask to join': either(anytime('anyone')),
  'admit member': either(anytime('CS')),
  'refuse request': either(anytime('CS')),
  'seat member': either(anytime('CS')),
  'leave caucus': either(anytime('RATO')),
  'remove member': either(anytime('CS')),
  'give office': either(anytime('CS')),
  'resign office': either(anytime('CPS')),
  'end office': either(anytime('CS')),
  'show name': either(anytime('M')),
  'start choice': either(anytime('RA')),
  'choose chair': either(anytime('RA')),
  'close choice': either(anytime('K')),
  'note heads': either(anytime('K')),

  'submit proposal': either(anytime('M')),
  'resubmit proposal': either(at('N', 'draft')),
  'admit proposal': either(at('S', 'submitted')),
  'send back': either(at('S', 'submitted')),
  'take up': either(at('P', 'admitted')),
  decline: either(at('P', 'admitted')),
  'make version': either({
    ...at('N', 'draft', 'submitted', 'admitted'),
    ...at('NP', 'in plenary'),
    ...at('P', 'plenary assessment'),
  }),
  dispatch: either(at('P', ...chairsMove)),
  recall: either(at('P', 'in caucuses')),
  park: either(at('P', ...chairsMove)),
  resume: either(at('P', 'parked')),
  withdraw: either(at('N', ...unfinished, 'recommended', 'no consensus')),
  adopt: either(at('M', 'withdrawn')),
  reopen: either(at('P', 'recommended', 'no consensus', 'not taken up')),
  'suggest amendment': both(at('RATNP', ...onTheFloor), at('RATC', ...out)),
  'reopen leg': either(at('C', ...out)),
  'lapse leg': either(at('K', 'in caucuses')),
  'hand over': both(at('P', 'admitted', ...onTheFloor), at('C', ...out)),
  'declare interest': both(at('P', 'admitted', ...onTheFloor), at('C', ...out)),
  'ask plenary': either(at('C', 'in caucuses')),
  'answer question': either(at('P', ...out)),
  'decline question': either(at('P', ...out)),

  'open gauge': both(at('P', ...chairsMove), at('C', ...out)),
  'answer gauge': both(at('RA', ...onTheFloor), at('RA', ...out)),
  'withdraw answer': both(at('RA', ...onTheFloor), at('RA', ...out)),
  // A gauge that was left open closes at its deadline, whatever became of the proposal.
  'close gauge': both(
    { ...at('K', ...stages), ...at('PK', ...afterFloor) },
    { ...at('K', ...stages), ...at('CK', ...afterFloor) },
  ),

  'raise concern': both(at('RAT', ...onTheFloor), at('RAT', ...out)),
  'join concern': both(at('RAT', ...onTheFloor), at('RAT', ...out)),
  'answer concern': both(at('P', ...onTheFloor), at('C', ...out)),
  'accept answer': both(at('H', ...onTheFloor), at('H', ...out)),
  'contest answer': both(at('H', ...onTheFloor), at('H', ...out)),
  'withdraw concern': both(at('H', ...onTheFloor), at('H', ...out)),
  'overrule concern': both(at('P', ...onTheFloor), at('C', ...out)),
  'settle elsewhere': both(at('P', ...onTheFloor), at('C', ...out)),
  'reply to chair': both(at('H', ...onTheFloor), at('H', ...out)),
  'recheck concern': both(at('H', ...onTheFloor), at('H', ...out)),
  'merge concern': both(at('P', ...onTheFloor), at('C', ...out)),
  'split concern': both(at('P', ...onTheFloor), at('C', ...out)),
  'take over concern': both(at('RA', ...onTheFloor), at('RA', ...out)),
  'forward concern': either(at('C', ...out)),
  'reopen concern': both(at('H', ...onTheFloor), at('H', ...out)),

  'post reading': either(at('C', ...out)),
  'contest reading': either(at('RAT', ...out)),
  'withdraw reading': either(at('C', ...out)),
  'confirm reading': either(at('C', ...out)),
  'offer minority view': either(at('RAT', ...out)),
  'consent to view': either(at('RAT', ...out)),
  'confirm conditions met': either(at('C', ...out)),
  'declare consensus': either(at('P', ...out)),
  'declare unreachable': either(at('P', 'plenary assessment')),
}

/** The stages in which anybody at all may do an act; empty for acts that concern no proposal. */
export const stagesFor = (act: ActType, where: keyof PlaceAuthority): readonly (Stage | 'any')[] =>
  Object.keys(authority[act][where]).filter((stage): stage is Stage | 'any' => stage.length > 0)
