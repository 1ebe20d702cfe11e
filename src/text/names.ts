import es from './names/es.json' with { type: 'json' }
import fr from './names/fr.json' with { type: 'json' }

/**
 * What commands are called in another language, where a platform offers them by name: nouns, verbs and options as they are
 * typed, and the line that says what each is for. Cards and answers speak English so far.
 */
export interface CommandNames {
  readonly nouns: Readonly<Record<string, string>>
  /** By the whole command, for a verb means something else with another noun: `gauge open`. */
  readonly verbs: Readonly<Record<string, string>>
  readonly options: Readonly<Record<string, string>>
  /** By the whole command. */
  readonly abouts: Readonly<Record<string, string>>
  /** What a message can be made into, by the whole command. */
  readonly menus: Readonly<Record<string, string>>
}

export const commandNames = { fr, es } as const satisfies Readonly<Record<string, CommandNames>>
