import { config } from 'zod'

// A schema is used a few times at a start: compiling a parser for it, which zod would do, takes longer than it saves.
// Imported before any schema is made.
config({ jitless: true })
