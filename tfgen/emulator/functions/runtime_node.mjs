// What Lambda's Node.js runtime does: loads a handler, and answers events. Run as a program.
//
// Its arguments are a JSON object (see `options` in runtimes.py) and the descriptor of the socket that brings
// events, one a line. The first line sent says how loading went. A second thread holds the socket, so that the
// process ends with the other end of it even while a handler runs for ever.

import { existsSync, statSync } from "node:fs";
import { createRequire, register } from "node:module";
import { Socket } from "node:net";
import { basename, delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { format } from "node:util";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";

const IDLE_EXIT = 129; // as Lambda's runtime for a rejection that nobody handled
const FIRST_WITHOUT_CALLBACKS = 24; // of the runtime that the function names, whatever runs here
const LARGEST_ANSWER = 6_291_556; // bytes

class Fault extends Error {
  constructor(kind, message, cause) {
    super(message);
    this.name = kind;
    if (cause?.stack) this.stack = cause.stack;
  }
}

if (isMainThread) await main();
else carry(new Socket({ fd: workerData, readable: true, writable: true }));

/** The second thread: lines between the socket and the first thread. */
function carry(socket) {
  let begun = "";
  socket.setEncoding("utf8");
  socket.on("data", (text) => {
    const lines = (begun + text).split("\n");
    begun = lines.pop();
    for (const line of lines) parentPort.postMessage(line);
  });
  socket.on("error", () => {});
  socket.on("close", () => process.kill(-process.pid, "SIGKILL")); // with what the handler started
  parentPort.on("message", (line) => socket.write(`${line}\n`));
}

async function main() {
  const options = JSON.parse(process.argv[2]);
  const carrier = new Worker(new URL(import.meta.url), { workerData: Number(process.argv[3]), argv: [] });
  process.argv.splice(1);
  const send = (answer) => carrier.postMessage(JSON.stringify(answer));
  const state = { id: "", finish: null, isBusy: true }; // of the event being handled, or of loading

  logAsLambdaDoes(state);
  findModulesAsLambdaDoes();
  for (const [happening, kind] of [
    ["uncaughtException", null],
    ["unhandledRejection", "Runtime.UnhandledPromiseRejection"],
  ]) {
    process.on(happening, (error) => {
      const shown = kind ? new Fault(kind, String(error), error) : error;
      const told = described(shown, options.root, state.id);
      if (state.isBusy) send({ error: told, memory: memory(), over: true });
      else process.exit(IDLE_EXIT); // it is nobody's answer: the next event gets a new process
      state.isBusy = false;
    });
  }
  process.on("beforeExit", () => state.finish?.()); // nothing is left to do, and the handler has not answered

  let handler;
  try {
    handler = await load(options.root, options.handler);
  } catch (error) {
    send({ error: described(error, options.root, ""), over: true });
    return;
  }
  send({});
  state.isBusy = false;
  carrier.on("message", async (line) => {
    const request = JSON.parse(line);
    Object.assign(state, { id: request.id, isBusy: true });
    carrier.unref();
    try {
      const payload = encoded(await answered(handler, request, state));
      await new Promise(setImmediate); // for rejections that nobody handled, which are this event's
      if (state.isBusy) carrier.postMessage(`{"memory":${memory()},"payload":${payload}}`);
    } catch (error) {
      if (state.isBusy) send({ error: described(error, options.root, request.id), memory: memory() });
    } finally {
      state.isBusy = false;
      carrier.ref();
      state.finish = null;
    }
  });
}

/** Calls the handler, whichever way it answers: by a promise, by the callback, or not at all. */
function answered(handler, request, state) {
  return new Promise((resolve, reject) => {
    const context = contextOf(request);
    const done = (error, value) => {
      const settle = () => (error === null || error === undefined ? resolve(value) : reject(error));
      if (context.callbackWaitsForEmptyEventLoop) state.finish = settle;
      else settle();
    };
    state.finish = () => resolve(null);
    Object.assign(context, { done, fail: (error) => done(error ?? "handled"), succeed: (value) => done(null, value) });
    const returned = handler(request.event, context, done);
    if (typeof returned?.then === "function") returned.then(resolve, reject);
  });
}

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
function contextOf(request) {
  const { env } = process;
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    invokedFunctionArn: request.arn,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    awsRequestId: request.id,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    identity: undefined,
    clientContext: undefined,
    getRemainingTimeInMillis: () => Math.max(0, request.deadline - Date.now()),
  };
}

async function load(root, handler) {
  const name = basename(handler);
  const dot = name.indexOf(".");
  if (dot < 0 || handler.includes("..")) throw new Fault("Runtime.MalformedHandlerName", "Bad handler");
  const stem = join(root, dirname(handler), name.slice(0, dot));
  let module;
  try {
    module = await loadModule(stem);
  } catch (error) {
    if (error instanceof SyntaxError) throw new Fault("Runtime.UserCodeSyntaxError", String(error), error);
    if (["MODULE_NOT_FOUND", "ERR_MODULE_NOT_FOUND"].includes(error?.code))
      throw new Fault("Runtime.ImportModuleError", String(error), error);
    throw error;
  }
  const found = name
    .slice(dot + 1)
    .split(".")
    .reduce((owner, key) => owner?.[key], module);
  if (!found) throw new Fault("Runtime.HandlerNotFound", `${handler} is undefined or not exported`);
  if (typeof found !== "function") throw new Fault("Runtime.HandlerNotFound", `${handler} is not a function`);
  if (found.length === 3 && version() >= FIRST_WITHOUT_CALLBACKS)
    throw new Fault(
      "Runtime.CallbackHandlerDeprecated",
      "AWS Lambda has removed support for callback-based function handlers starting with Node.js 24.",
    );
  return found;
}

/** The number in the name of the function's runtime. */
function version() {
  return Number(/nodejs(\d+)/.exec(process.env.AWS_EXECUTION_ENV)?.[1]);
}

/** CommonJS where it can be, for exports that only running the module shows. */
async function loadModule(stem) {
  const isFile = (path) => existsSync(path) && statSync(path).isFile();
  const path = ["", ".js", ".mjs", ".cjs"].map((extension) => stem + extension).find(isFile) ?? stem;
  if (!path.endsWith(".mjs")) {
    try {
      return createRequire(path)(path);
    } catch (error) {
      if (!["ERR_REQUIRE_ESM", "ERR_REQUIRE_ASYNC_MODULE"].includes(error?.code)) throw error;
    }
  }
  return import(pathToFileURL(path).href);
}

/**
 * Lambda's Node.js looks for ES modules in NODE_PATH too: for the SDK, and for what layers bring.
 * https://aws.amazon.com/blogs/compute/node-js-18-x-runtime-now-available-in-aws-lambda
 */
function findModulesAsLambdaDoes() {
  const folders = (process.env.NODE_PATH ?? "").split(delimiter).filter((folder) => basename(folder) === "node_modules");
  if (!folders.length || !register) return;
  const parents = folders.map((folder) => pathToFileURL(join(dirname(folder), "index.mjs")).href);
  const hooks = `
    const parents = ${JSON.stringify(parents)};
    export async function resolve(specifier, context, next) {
      let first;
      for (const parentURL of [context.parentURL, ...parents]) {
        try {
          return await next(specifier, { ...context, parentURL });
        } catch (error) {
          first ??= error;
          if (error?.code !== "ERR_MODULE_NOT_FOUND" || /^([./]|[a-z]+:)/.test(specifier)) break;
        }
      }
      throw first;
    }`;
  register(`data:text/javascript,${encodeURIComponent(hooks)}`);
}

function encoded(value) {
  const payload = JSON.stringify(value) ?? "null";
  if (Buffer.byteLength(payload) > LARGEST_ANSWER)
    throw new Fault(
      "Function.ResponseSizeTooLarge",
      `Response payload size exceeded maximum allowed payload size (${LARGEST_ANSWER} bytes).`,
    );
  return payload;
}

/** The error as Lambda answers it, written to the log as well; paths are those that it has on Lambda. */
function described(error, root, requestId) {
  const isError = error instanceof Error;
  const lines = isError ? (error.stack ?? "").replaceAll(root, "/var/task").split("\n") : [];
  const trace = lines.filter((line) => !line.includes(import.meta.url));
  const shown = {
    errorType: isError ? error.name : typeof error,
    errorMessage: (isError ? error.message : String(error)).replaceAll(root, "/var/task"),
    trace,
  };
  console.error(requestId ? "Invoke Error" : "Uncaught Exception", JSON.stringify(shown));
  return shown;
}

function logAsLambdaDoes(state) {
  const levels = { debug: "DEBUG", error: "ERROR", info: "INFO", log: "INFO", trace: "TRACE", warn: "WARN" };
  for (const [name, level] of Object.entries(levels))
    console[name] = (...values) =>
      process.stdout.write(`${new Date().toISOString()}\t${state.id}\t${level}\t${format(...values)}\n`);
}

/** The memory that this process holds, in MB. */
function memory() {
  return Math.round(process.memoryUsage.rss() / (1 << 20));
}
