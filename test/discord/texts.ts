import type { APIMessageTopLevelComponent } from 'discord.js'

interface Any {
  readonly content?: string
  readonly label?: string
  readonly components?: readonly Any[]
}

/** The texts of components, in order, as Discord would be sent them. */
export const textsOf = (components: readonly APIMessageTopLevelComponent[]): readonly string[] =>
  (components as readonly Any[]).flatMap(all).flatMap(({ content }) => content ?? [])

const all = (component: Any): readonly Any[] => [component, ...(component.components ?? []).flatMap(all)]
