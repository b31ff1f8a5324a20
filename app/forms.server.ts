/** The one way in which the body of a request is read as a form. */
import { REQUEST_LIMITS } from "./limits";

/** Why a body is no form of ours: the status that says so. */
export type FormFault = 400 | 413 | 415;

/** A request whose body is not read, or cannot be. */
export class UnreadableForm extends Error {
  constructor(readonly status: FormFault) {
    super(`unreadable form: ${status}`);
    this.name = "UnreadableForm";
  }
}

const URL_ENCODED = /^application\/x-www-form-urlencoded\s*(?:;\s*charset="?utf-8"?\s*)?$/i;
const MULTIPART = /^multipart\/form-data\s*;.*\bboundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i;

export interface FormSize {
  bytes: number;
  fields: number;
}

export const FORM_SIZE: FormSize = {
  bytes: REQUEST_LIMITS.formBytes,
  fields: REQUEST_LIMITS.formFields,
};
export const SIGNED_OUT_FORM_SIZE: FormSize = {
  bytes: REQUEST_LIMITS.signedOutFormBytes,
  fields: 50,
};

/**
 * Reads a form of text fields, as pages send it: urlencoded or multipart, in UTF-8, without files.
 * What it weighs is known before it is parsed.
 * @throws UnreadableForm for anything else.
 */
export async function readForm(request: Request, size: FormSize = FORM_SIZE): Promise<FormData> {
  const type = request.headers.get("content-type") ?? "";
  const boundary = MULTIPART.exec(type);
  const isEncoded = URL_ENCODED.test(type);
  if (!boundary && !isEncoded && type !== "") throw new UnreadableForm(415);
  if (Number(request.headers.get("content-length") ?? 0) > size.bytes)
    throw new UnreadableForm(413);
  const body = await readBytes(request, size.bytes);
  if (isEncoded) return parseEncoded(body, size.fields);
  if (boundary) return parseMultipart(body, type, boundary[1] ?? boundary[2] ?? "", size.fields);
  // A form without a field needs no body.
  if (body.length > 0) throw new UnreadableForm(415);
  return new FormData();
}

async function readBytes(request: Request, most: number): Promise<Buffer> {
  const reader = request.body?.getReader();
  if (!reader) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      length += chunk.value.length;
      if (length > most) {
        await reader.cancel();
        break;
      }
      chunks.push(chunk.value);
    }
  } catch {
    // Its sender has gone.
    throw new UnreadableForm(400);
  }
  if (length > most) throw new UnreadableForm(413);
  return Buffer.concat(chunks);
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UnreadableForm(400);
  }
}

function parseEncoded(body: Uint8Array, mostFields: number): FormData {
  const text = textOf(body);
  if (text.split("&", mostFields + 1).length > mostFields) throw new UnreadableForm(413);
  try {
    // What URLSearchParams would put a question mark for is refused.
    decodeURIComponent(text);
  } catch {
    throw new UnreadableForm(400);
  }
  const form = new FormData();
  for (const [name, value] of new URLSearchParams(text)) form.append(name, value);
  return form;
}

async function parseMultipart(
  body: Buffer,
  type: string,
  boundary: string,
  mostFields: number,
): Promise<FormData> {
  textOf(body);
  let parts = 0;
  for (let at = body.indexOf(boundary); at >= 0; at = body.indexOf(boundary, at + 1)) parts += 1;
  if (parts > mostFields + 1) throw new UnreadableForm(413);
  let form: FormData;
  try {
    form = await new Response(new Uint8Array(body), {
      headers: { "content-type": type },
    }).formData();
  } catch {
    throw new UnreadableForm(400);
  }
  for (const value of form.values()) if (typeof value !== "string") throw new UnreadableForm(415);
  return form;
}
