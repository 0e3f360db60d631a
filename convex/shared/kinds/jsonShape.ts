import type { ValidatorJSON } from "convex/values";
import { type EncodeBytes, isSame, quoteByte } from "./encode.js";
import { JsonBytes, openBrace, openBracket, type WriteJson } from "./jsonBytes.js";

/**
 * The short way of JSON in a shape, or undefined where there is none. `dropsNulls`: the plan leaves out fields that are null, which
 * the long way does.
 */
export function compileJson(shape: ValidatorJSON, dropsNulls: boolean): EncodeBytes | undefined {
  if (dropsNulls && shape.type !== "any") return undefined;
  const write = shape.type === "any" ? compileAny(dropsNulls) : compileShape(shape);
  if (write === null) return undefined;
  const json = new JsonBytes();
  return (from, start, end, out, at) => {
    if (!json.begin(from, start, end, out, at)) return -1;
    return write(json) && json.peek() === -1 ? json.to : -1;
  };
}

/** Null for what no JSON is, and for what is too rare to be worth it. */
function compileShape(shape: ValidatorJSON): WriteJson | null {
  switch (shape.type) {
    case "any":
      return anyValue;
    case "string":
    case "id":
      return (json) => json.string();
    case "number":
      return (json) => json.number();
    case "boolean":
      return (json) => json.word(trueWord) || json.word(falseWord);
    case "null":
      return (json) => json.word(nullWord);
    case "literal":
      return compileLiteral(shape.value);
    case "union":
      return compileUnion(shape.value);
    case "array": {
      const element = compileShape(shape.value);
      return element && ((json) => json.array(element));
    }
    case "record": {
      const value = shape.keys.type === "string" ? compileShape(shape.values.fieldType) : null;
      return value && ((json) => json.fields(() => value) !== -1);
    }
    case "object":
      return compileObject(shape);
    default:
      return null;
  }
}

const encoder = new TextEncoder();
const [trueWord, falseWord, nullWord] = ["true", "false", "null"].map((word) => encoder.encode(word)) as [
  Uint8Array,
  Uint8Array,
  Uint8Array,
];

function compileAny(dropsNulls: boolean): WriteJson {
  const field: WriteJson = dropsNulls ? (json) => json.peek() !== nullWord[0] && write(json) : write;
  function write(json: JsonBytes): boolean {
    switch (json.peek()) {
      case openBrace:
        return json.fields(() => field) !== -1;
      case openBracket:
        return json.array(write);
      case quoteByte:
        return json.string();
      default:
        return json.number() || json.word(trueWord) || json.word(falseWord) || json.word(nullWord);
    }
  }
  return write;
}

const anyValue = compileAny(false);

function compileLiteral(literal: unknown): WriteJson | null {
  if (typeof literal === "boolean") return (json) => json.word(literal ? trueWord : falseWord);
  if (typeof literal !== "string") return null;
  const bytes = encoder.encode(JSON.stringify(literal));
  return (json) => {
    const before = json.to;
    return json.string() && isSame(json.out, before, json.to, bytes);
  };
}

function compileUnion(members: readonly ValidatorJSON[]): WriteJson | null {
  const writers = members.map(compileShape).filter((write) => write !== null);
  return writers.length < members.length ? null : (json) => json.firstOf(writers);
}

function compileObject({ value }: Extract<ValidatorJSON, { type: "object" }>): WriteJson | null {
  const fields = Object.entries(value).map(([name, { fieldType, optional }]) => ({
    name: encoder.encode(JSON.stringify(name)),
    write: compileShape(fieldType),
    optional,
  }));
  if (fields.some(({ write }) => write === null)) return null;
  const needed = fields.filter(({ optional }) => !optional).length;
  return (json) => {
    let found = 0;
    const count = json.fields((start) => {
      const field = fields.find(({ name }) => isSame(json.out, start, json.to, name));
      if (field?.optional === false) found += 1;
      return field?.write ?? undefined;
    });
    return count !== -1 && found === needed;
  };
}
