// Pulumi compiles a plugin without the library that declares WebAssembly.
/// <reference lib="dom" />

import { readFileSync } from "node:fs";

// RIG compiles its expressions with Erlang's `re`, which is PCRE. The package contains PCRE2 as WebAssembly. Its own loader
// requires a browser, so this file instantiates the module, with the imports and numbers of that loader.

const pages = 256;
const tableSize = 4;
const stack = { start: 117376, end: 5360256 };
const heapTopAddress = 117184;
const longestMessage = 256;

/** The result of compiling an expression: the number of its capturing groups, or the error. */
export type Compilation =
    | { readonly groups: number }
    | { readonly problem: string; /** The position of the error, in characters from 1. */ readonly position: number };

interface Library {
    readonly memory: WebAssembly.Memory;
    readonly call: (name: string, ...values: readonly number[]) => number;
}

let loaded: Library | undefined;

/** The longest expression that is compiled: the engine has 16 MiB of memory. */
const longestExpression = 10_000;

/** Compiles an expression as RIG does, without regard to case. The first call loads the engine. */
export function compile(expression: string): Compilation {
    if (expression.length > longestExpression) {
        return { problem: `more than ${longestExpression} characters`, position: longestExpression };
    }
    loaded ??= load();
    const { memory, call } = loaded;
    const units = Buffer.from(expression, "utf16le");
    const flags = Buffer.from("i\0");
    const address = call("_malloc", units.length + flags.length);
    Buffer.from(memory.buffer).set(Buffer.concat([units, flags]), address);
    const code = call("_compile", address, units.length / 2, address + units.length);
    const result =
        code === 0
            ? { problem: lastMessage(loaded), position: call("_lastErrorOffset") }
            : { groups: call("_getCaptureCount", code) };
    if (code !== 0) {
        call("_destroyCode", code);
    }
    call("_free", address);
    return result;
}

function lastMessage({ memory, call }: Library): string {
    const address = call("_malloc", longestMessage * 2);
    const length = call("_lastErrorMessage", address, longestMessage);
    const message = Buffer.from(memory.buffer, address, length * 2).toString("utf16le");
    call("_free", address);
    return message;
}

function load(): Library {
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    new DataView(memory.buffer).setUint32(heapTopAddress, stack.end, true);
    const fail = (what: string) => () => {
        throw new Error(`PCRE: ${what}`);
    };
    const env = {
        memory,
        table: new WebAssembly.Table({ initial: tableSize, maximum: tableSize, element: "anyfunc" }),
        __table_base: 0,
        abortStackOverflow: fail("the stack is full"),
        nullFunc_vii: fail("call of no function"),
        nullFunc_iii: fail("call of no function"),
        _emscripten_resize_heap: fail("the memory is full"),
        _emscripten_memcpy_big: (to: number, from: number, length: number) =>
            new Uint8Array(memory.buffer).copyWithin(to, from, from + length).byteOffset + to,
        _emscripten_get_heap_size: () => memory.buffer.byteLength,
    };
    const file = readFileSync(require.resolve("@stephen-riley/pcre2-wasm/dist/libpcre2.wasm"));
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(file), { env });
    const call = (name: string, ...values: readonly number[]) => {
        const found = exports[name];
        if (typeof found !== "function") {
            throw new Error(`PCRE: ${name} is missing`);
        }
        return Number(Reflect.apply(found, undefined, values));
    };
    call("establishStackSpace", stack.start, stack.end);
    return { memory, call };
}
