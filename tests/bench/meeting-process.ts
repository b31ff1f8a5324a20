/**
 * The people of a meeting, in a process of their own: their pages are open, some of them type, and every
 * few seconds one of them does something else.
 */
import { answer } from "./child";
import { pause, percentiles, random } from "./measure";
import type { MeetingAnswer, MeetingQuestion, Sitting } from "./meeting";
import { DEEDS, type Deed, doDeed } from "./meeting-deeds";
import { MeetingPage, Tally } from "./meeting-page";

/** Between two letters of one who types: about 35 words a minute. */
const LETTER = { shortest: 200, longest: 400 };
/** One page in so many looks for what arrives. */
const LOOKS = 10;
const OPENED_AT_ONCE = 8;

let tally = new Tally();
const sentAt = new Map<string, number>();
let sitting: Sitting | null = null;
let pages: MeetingPage[] = [];
let number = 0;

async function sit(asked: Sitting): Promise<void> {
  sitting = asked;
  const { port, meeting, habits } = asked;
  pages = meeting.pages.map(
    (page, i) => new MeetingPage(i, port, page, habits, i % LOOKS === 1, sentAt, () => tally),
  );
  for (let from = 0; from < pages.length; from += OPENED_AT_ONCE) {
    await Promise.all(pages.slice(from, from + OPENED_AT_ONCE).map((page) => page.open()));
  }
}

async function run(seconds: number): Promise<MeetingAnswer> {
  if (!sitting) throw new Error("nobody has sat down");
  const { port, meeting, habits, every } = sitting;
  tally = new Tally();
  sentAt.clear();
  const end = performance.now() + seconds * 1_000;
  const deeds: Record<Deed, number[]> = {
    comment: [],
    position: [],
    amendment: [],
    step: [],
    pdf: [],
    page: [],
  };
  const failed: string[] = [];
  const typing = meeting.pages.map(async ({ typesIn }, i) => {
    const page = pages[i];
    if (typesIn === null || !page) return;
    const chance = random(i);
    await pause(chance() * LETTER.longest);
    while (performance.now() < end && page.isOpen) {
      page.type(`<${i}.${++number}>`);
      await pause(LETTER.shortest + chance() * (LETTER.longest - LETTER.shortest));
    }
  });
  const doing =
    habits === "stock" || habits === "words"
      ? []
      : DEEDS.map(async (deed, i) => {
          await pause((i * every) / DEEDS.length);
          while (performance.now() < end) {
            const start = performance.now();
            try {
              await doDeed(port, meeting.deeds, deed);
              deeds[deed].push(performance.now() - start);
            } catch (error) {
              failed.push(`${deed}: ${String(error).slice(0, 160)}`);
            }
            await pause(Math.max(0, every - (performance.now() - start)));
          }
        });
  await Promise.all([...typing, ...doing]);
  const taken = tally;
  return {
    edits: taken.edits,
    framesOut: taken.framesOut,
    frames: taken.frames,
    bytes: taken.bytes,
    requests: taken.requests,
    requestBytes: taken.requestBytes,
    arrivals: percentiles(taken.arrivals),
    saved: percentiles(taken.saved),
    waits: percentiles(taken.waits),
    loads: taken.loads.length,
    aborted: taken.aborted,
    closed: taken.closed,
    deeds: Object.fromEntries(
      Object.entries(deeds).map(([deed, times]) => [deed, percentiles(times)]),
    ) as MeetingAnswer["deeds"],
    failed: [...failed, ...taken.failed],
    ownCpu: process.cpuUsage().user,
  };
}

answer<MeetingQuestion, MeetingAnswer | null>(
  async (question) => {
    if (question.what === "run") return run(question.seconds);
    await sit(question);
    return null;
  },
  async () => {
    for (const page of pages) page.close();
  },
);
