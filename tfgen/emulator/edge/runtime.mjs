// Runs CloudFront functions: a line of JSON for each, {code, event}, answered by a line, {result} or {error}.
import {createRequire} from 'node:module'
import {createInterface} from 'node:readline'
import vm from 'node:vm'

const require = createRequire(import.meta.url)
const allowed = new Set(['crypto', 'querystring', 'buffer'])
const milliseconds = 1000
const handlers = new Map()

function handler(code) {
  if (!handlers.has(code)) {
    const given = {
      Buffer,
      console: {log() {}, error() {}},
      require(name) {
        if (!allowed.has(name)) throw new Error(`CloudFront functions have no module ${name}`)
        return require(name)
      },
      TextDecoder,
      TextEncoder,
      atob,
      btoa,
    }
    const context = vm.createContext(given)
    vm.runInContext(code, context, {timeout: milliseconds})
    handlers.set(code, context)
  }
  return handlers.get(code)
}

for await (const line of createInterface({input: process.stdin})) {
  let answer
  try {
    const {code, event} = JSON.parse(line)
    const context = handler(code)
    context.__event = JSON.stringify(event)
    const result = await vm.runInContext('handler(JSON.parse(__event))', context, {timeout: milliseconds})
    answer = {result: result === undefined ? null : result}
  } catch (error) {
    answer = {error: String(error && error.message || error)}
  }
  process.stdout.write(JSON.stringify(answer) + '\n')
}
