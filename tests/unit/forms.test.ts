/** Reading a form: whatever is sent, a form comes of it or a plain refusal. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readable } from "~/forms";
import { readForm, UnreadableForm } from "~/forms.server";
import { printable } from "~/letters";

const request = (body: Uint8Array | string, type: string | null, headers = {}) =>
  new Request("http://x.example/", {
    method: "POST",
    body: typeof body === "string" ? body : new Uint8Array(body),
    headers: { ...(type === null ? {} : { "content-type": type }), ...headers },
  });
const encoded = "application/x-www-form-urlencoded";
const SMALL = { bytes: 1_000, fields: 3 };

const faultOf = (asked: Request, size = SMALL) =>
  readForm(asked, size).then(
    () => null,
    (error: unknown) => (error instanceof UnreadableForm ? error.status : error),
  );

const types = fc.oneof(
  fc.constantFrom(
    encoded,
    `${encoded}; charset=UTF-8`,
    "text/plain",
    "application/json",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    'multipart/form-data; boundary="a b"',
    "multipart/form-data; boundary=",
  ),
  fc.string().map((text) => text.replace(/[^\x20-\x7e]/g, "")),
);

describe("a form", () => {
  it("of any bytes and any type is read, or refused as what it is", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 1_500 }), types, async (bytes, type) => {
        expect([null, 400, 413, 415]).toContain(await faultOf(request(bytes, type)));
      }),
      { numRuns: 500 },
    );
  });

  it("of something like multipart is too", async () => {
    const parts = fc.array(
      fc.constantFrom(
        "--x",
        "--x--",
        "\r\n",
        "\n",
        'Content-Disposition: form-data; name="a"',
        'Content-Disposition: form-data; name="a"; filename="f"',
        "Content-Type: text/plain; charset=utf-16",
        "words",
        "\0",
      ),
    );
    await fc.assert(
      fc.asyncProperty(parts, async (pieces) => {
        const asked = request(pieces.join(""), "multipart/form-data; boundary=x");
        expect([null, 400, 413, 415]).toContain(await faultOf(asked));
      }),
      { numRuns: 500 },
    );
  });

  it("gives what was filled in, whichever way it is sent", async () => {
    const field = fc.string({ unit: "grapheme", maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(field, field), { maxLength: 3 }), async (fields) => {
        const search = new URLSearchParams(fields);
        const form = await readForm(
          new Request("http://x.example/", { method: "POST", body: search }),
        );
        expect([...form]).toEqual([...search]);
      }),
    );
    const form = new FormData();
    form.append("body", "Ça va – 你好\nencore");
    form.append("body", "");
    const sent = new Request("http://x.example/", { method: "POST", body: form });
    expect((await readForm(sent)).getAll("body").map(String)).toEqual([
      "Ça va – 你好\r\nencore",
      "",
    ]);
  });

  it("needs no body where it has no fields", async () => {
    const asked = new Request("http://x.example/", { method: "POST" });
    expect([...(await readForm(asked))]).toEqual([]);
  });

  it("is refused for its type, its form and its size", async () => {
    expect(await faultOf(request("a=b", "text/plain"))).toBe(415);
    expect(await faultOf(request("{}", "application/json"))).toBe(415);
    expect(await faultOf(request("a=b", `${encoded}; charset=utf-16`))).toBe(415);
    expect(await faultOf(request("--y", "multipart/form-data; boundary=x"))).toBe(400);
    expect(await faultOf(request("a=%ff", encoded))).toBe(400);
    expect(await faultOf(request("a=%", encoded))).toBe(400);
    expect(await faultOf(request(new Uint8Array([97, 61, 0xff]), encoded))).toBe(400);
    expect(await faultOf(request("a=b&c=d&e=f", encoded))).toBeNull();
    expect(await faultOf(request("a=b&c=d&e=f&g=h", encoded))).toBe(413);
    expect(await faultOf(request(`a=${"b".repeat(998)}`, encoded))).toBeNull();
    expect(await faultOf(request(`a=${"b".repeat(999)}`, encoded))).toBe(413);
    const file = new FormData();
    file.set("file", new File(["words"], "plan.md"));
    expect(await faultOf(new Request("http://x.example/", { method: "POST", body: file }))).toBe(
      415,
    );
  });

  it("that is too large by what it says of itself is not begun to be read", async () => {
    let read = 0;
    const body = new ReadableStream({
      pull(controller) {
        read += 1;
        controller.enqueue(new Uint8Array(100));
      },
    });
    const init = { method: "POST", body, duplex: "half" } as const;
    const claims = new Request("http://x.example/", {
      ...init,
      headers: { "content-type": encoded, "content-length": "1001" },
    });
    expect(await faultOf(claims)).toBe(413);
    expect(read).toBeLessThanOrEqual(1);
  });

  it("whose sender says nothing of its size is read no further than its measure", async () => {
    let sent = 0;
    const body = new ReadableStream({
      pull(controller) {
        sent += 100;
        controller.enqueue(new Uint8Array(100));
      },
    });
    const endless = new Request("http://x.example/", {
      method: "POST",
      body,
      duplex: "half",
      headers: { "content-type": encoded },
    } as RequestInit);
    expect(await faultOf(endless)).toBe(413);
    expect(sent).toBeLessThan(SMALL.bytes + 500);
  });
});

/** Any characters at all, those among them that trouble someone. */
const characters = fc
  .array(
    fc.oneof(
      fc.nat(0x10_ffff),
      fc.constantFrom(0, 10, 11, 13, 0x85, 0x301, 0x2028, 0x202e, 0xd800, 0xffff),
    ),
  )
  .map((codes) => String.fromCodePoint(...codes));

describe("words", () => {
  it("have one kind of line end, one Unicode form, and nothing that cannot be shown", () => {
    expect(readable("a\r\nb\rc\vd\u2028e\u0085f")).toBe("a\nb\nc\nd\ne\nf");
    expect(readable("a\u0000b\u0001c\ufffed\uffffe\u007ff\ud800g")).toBe("abcdefg");
    expect(readable("by \u202e7202\u202c, \u2067not\u2069")).toBe("by 7202, not");
    expect(readable("tab\tstays")).toBe("tab\tstays");
    expect(readable("e\u0301")).toBe("é");
    expect(printable("e\u0301\u0001")).toBe("e\u0301");
    expect(readable("Nisg̱a’a 👩‍👧 你好")).toBe("Nisg̱a’a 👩‍👧 你好");
  });

  it("that were made readable stay as they are", () => {
    fc.assert(
      fc.property(characters, (text) => {
        const once = readable(text);
        expect(readable(once)).toBe(once);
        expect(once).not.toMatch(/\p{Cs}/u);
        expect(once).not.toMatch(/[\v\f\r\u0085\u2028\u2029]|\p{Noncharacter_Code_Point}/u);
      }),
    );
  });
});
