import { ComponentType as Type } from 'discord.js'
import { everyComponent, isSelect } from './components.ts'
import { listOf, rawOf, type Raw } from './raw.ts'
import type { Component } from './world.ts'

// Components as Discord stores them.

/** What Discord writes where a body says nothing. */
function defaultsOf({ type }: Raw): Raw {
  if (isSelect({ type })) return { min_values: 1, max_values: 1 }
  if (type === Type.Container) return { accent_color: null, spoiler: false }
  if (type === Type.Separator) return { spacing: 1, divider: true }
  if (type === Type.File) return { spoiler: false }
  return {}
}

/** Numbers each component that has none, as Discord does when it stores them. */
export function numbered(components: unknown): readonly Component[] {
  const taken = new Set(everyComponent(components).map(({ component }) => component['id']))
  let next = 0
  const free = (): number => {
    do next += 1
    while (taken.has(next))
    return next
  }
  const number = (component: Raw): Component => {
    const { id } = component
    const own = typeof id === 'number' && id !== 0 ? id : free()
    const accessory = rawOf(component['accessory'])
    const inner = rawOf(component['component'])
    return {
      ...defaultsOf(component),
      ...component,
      type: Number(component['type']),
      id: own,
      ...(Array.isArray(component['components']) && { components: listOf(component['components']).map(number) }),
      ...(accessory && { accessory: number(accessory) }),
      ...(inner && { component: number(inner) }),
    }
  }
  return listOf(components).map(number)
}
