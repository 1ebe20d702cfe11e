import { chat } from './chat.ts'
import { conversations } from './conversations.ts'
import { files } from './files.ts'
import { type Method } from './method.ts'
import { oauth } from './oauth.ts'
import { people } from './people.ts'
import { pins } from './pins.ts'
import { views } from './views.ts'

/** Every method that is emulated. Another one is unknown, and calling it is a fault. */
export const methods: Readonly<Record<string, Method>> = {
  ...chat,
  ...conversations,
  ...files,
  ...oauth,
  ...people,
  ...pins,
  ...views,
}
