/** What the demo workspace shows, in words of our own. Items are named by their numbers. */
import type { Position } from "../app/agenda/positions";
import type { Detail } from "../app/documents/document";

export const DEMO_DETAILS: Record<string, Partial<Record<Detail, string>>> = {
  "CA 1.3": {
    lead: "Department of Justice",
    partners: "Provinces and territories; national child-rights coalition",
    due: "June 2027",
    indicator: "Office named, with a budget and a yearly report to Parliament",
  },
  "CA 1.6": {
    lead: "Federal-provincial working group",
    due: "Yearly, from 2027",
    indicator: "Share of the strategy’s measures with published results",
  },
  "CA 2.4": {
    lead: "Public safety and social-services ministries",
    partners: "Police colleges",
    due: "December 2027",
    indicator: "Number of officers and case workers trained",
  },
  "CA 3.3": { lead: "National office (1.3)", due: "2028" },
  "MX 1.1": {
    lead: "Sistema Nacional de Protección de Niñas, Niños y Adolescentes",
    partners: "Gobiernos estatales; organizaciones civiles; universidades",
    due: "Marzo de 2027",
    indicator: "Comisión nacional instalada y comisiones en todos los estados",
  },
  "MX 3.1": { lead: "Fiscalía General", partners: "Poder Judicial", due: "2028" },
  "US 1.1": {
    lead: "National coordinating organization, to be named",
    due: "Spring 2027",
    indicator: "Contact published and answering in all states",
  },
  "US 3.1": { lead: "Department of Justice; Department of State", due: "2027" },
};

interface DemoAmendment {
  ref: string;
  who: string;
  /** Words of the item, and what is proposed in their place; left out to remove the item. */
  change?: [words: string, proposed: string];
  justification: string;
  supportedBy?: string[];
}

/** The first two change the same words. */
export const DEMO_AMENDMENTS: DemoAmendment[] = [
  {
    ref: "CA 1.5",
    who: "member.ca",
    change: ["evidence and proven methods", "evidence, proven methods and what young people say"],
    justification: "Those whom the system is for should help to judge whether it works.",
    supportedBy: ["drafter.ca"],
  },
  {
    ref: "CA 1.5",
    who: "drafter.ca",
    change: ["proven methods", "methods that have been evaluated"],
    justification: "“Proven” is more than most programmes can show so far.",
  },
  {
    ref: "CA 3.3",
    who: "member.ca",
    justification: "Item 1.6 asks for a yearly report already; one report is easier to follow.",
  },
];

interface DemoThread {
  ref: string;
  /** Words of the item that the thread is about; the whole item if left out. */
  quote?: string;
  /** Who says what, in order: the part of the demo address before the @. */
  says: [who: string, body: string][];
  resolvedBy?: string;
}

export const DEMO_THREADS: DemoThread[] = [
  {
    ref: "CA 1.3",
    quote: "one national office",
    says: [
      [
        "member.ca",
        "Could the text say to whom this office reports? Our coalition would like that to be Parliament.",
      ],
      [
        "drafter.ca",
        "Noted. The indicator now mentions a yearly report; we will add it to the text.",
      ],
    ],
  },
  {
    ref: "CA 2.2",
    says: [["member.ca", "Please name the age groups and regions that the study should cover."]],
  },
  {
    ref: "CA 3.1",
    quote: "the right age of consent",
    says: [
      ["drafter.ca", "Is this for the plan, or already under way in the law reform committee?"],
      ["convener.ca", "Under way. We keep the item and refer to the committee’s calendar."],
    ],
    resolvedBy: "convener.ca",
  },
  {
    ref: "MX 1.1",
    quote: "otras semejantes en cada localidad",
    says: [
      ["member.mx", "Convendría precisar qué se entiende por localidad: ¿municipio o estado?"],
      ["convener.mx", "De acuerdo, lo precisaremos antes de aprobar el plan."],
    ],
  },
  {
    ref: "MX 2.3",
    says: [["drafter.mx", "Propongo mencionar también los medios digitales."]],
  },
  {
    ref: "US 2.1",
    quote: "members of Congress",
    says: [
      ["member.us", "State legislatures matter as much here. Could they be named too?"],
      ["drafter.us", "Good point; I will draft a wording."],
    ],
  },
  {
    ref: "US 3.4",
    says: [["convener.us", "The secretariat proposes to carry this together with MX 3.2."]],
  },
  {
    ref: "CA 1.4",
    says: [
      ["secretariat", "This item overlaps with CA 2.1. Shall both stand, or may we consolidate?"],
    ],
  },
];

interface DemoMerge {
  /** Number of the agenda's area. */
  area: number;
  refs: string[];
  /** The wording that the secretariat gave the item after compiling it; verbatim if left out. */
  text?: string;
  /** How it could go on, each wording held by a delegation: alternatives, in brackets. */
  alternatives?: [delegation: string, words: string][];
}

export const DEMO_MERGES: DemoMerge[] = [
  {
    area: 1,
    refs: ["CA 1.3", "MX 1.1", "US 1.1"],
    text: "Establish in each country a national body or focal point in which all sectors take part, and link the three in one regional network.",
  },
  {
    area: 1,
    refs: ["CA 1.1", "CA 1.2", "US 1.2"],
    text: "Give young people, among them survivors, a lasting voice in policy, teaching and the design of services, beginning with a gathering in each country.",
  },
  {
    area: 1,
    refs: ["CA 1.4", "MX 1.2", "US 1.3"],
    text: "Coordinate the work of public institutions, civil society, business, religious communities and families, and exchange what has proved to work.",
  },
  {
    area: 2,
    refs: ["CA 2.6", "CA 2.7", "MX 2.1", "MX 2.2", "US 2.2"],
    text: "Carry out joint research on those who exploit children, on demand, and on the groups and places studied least, with attention to girls and boys alike.",
  },
  {
    area: 2,
    refs: ["CA 2.3", "MX 2.4", "US 2.3"],
    text: "Teach prevention at every level of schooling, with lessons that help girls and boys reject violence and abuse.",
  },
  { area: 2, refs: ["CA 2.4"] },
  {
    area: 3,
    refs: ["CA 3.2", "MX 3.1", "US 3.2"],
    text: "Bring national law into line with the Convention on the Rights of the Child and the other instruments in force, and train those who apply it.",
  },
  {
    area: 3,
    refs: ["MX 3.2", "US 3.4"],
    text: "Run a public campaign in the three countries that makes clear how children are recruited,",
    alternatives: [
      ["MX", "and that it is adults who bear the responsibility."],
      ["US", "and which laws apply to those who pay for it."],
    ],
  },
];

interface DemoPosition {
  /** Number of the agenda item. */
  ref: string;
  /** The part of the demo address before the @. */
  who: string;
  position: Position;
  note?: string;
  /** The words that the item had then, where it has others now: the position is to be confirmed. */
  onWords?: string;
}

export const DEMO_POSITIONS: DemoPosition[] = [
  {
    ref: "2.2",
    who: "convener.mx",
    position: "agreed",
    onWords: "Teach prevention at every level of schooling.",
  },
  { ref: "2.2", who: "convener.ca", position: "agreed" },
  { ref: "3.1", who: "convener.ca", position: "agreed" },
  { ref: "3.1", who: "convener.mx", position: "agreed-ad-referendum" },
  {
    ref: "3.1",
    who: "convener.us",
    position: "reservation",
    note: "Demo reservation: joins in the measures; where the Convention is named, with reference to national law.",
  },
];

export const DEMO_SET_ASIDE = [
  {
    refs: ["US 2.1"],
    disposition: "not-carried" as const,
    reason: "Concerns the legislature of one country; it stays in that country’s national plan.",
  },
  {
    refs: ["CA 3.1"],
    disposition: "deferred" as const,
    reason: "Waits for the result of the law reform under way; to be taken up at the next meeting.",
  },
];
