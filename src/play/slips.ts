import type { Slip } from '../../commands/yaml.ts'
import { label } from '../text/plain.ts'
import { say } from '../text/say.ts'

/** What is wrong in a charter or a script, a line for each slip: the file, its line, the key. */
export const slipLines = (file: string, slips: readonly Slip[]): readonly string[] =>
  slips.map(({ line, key, says }) => label(say('play/slip', { file, line, key: key === '' ? 'none' : key, says })))
