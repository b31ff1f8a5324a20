/** The delegations of the consultation that this instance serves. */
import type { KnownDelegation } from "../app/exchange/report-delegations";

export const DELEGATIONS: readonly KnownDelegation[] = [
  {
    code: "CA",
    slug: "canada",
    position: 0,
    language: "en",
    names: { en: "Canada", fr: "Canada", es: "Canadá" },
    aliases: ["Canadian", "canadienne", "canadiense"],
    planTitles: {
      en: "National Action Plan of Canada",
      fr: "Plan d’action national du Canada",
      es: "Plan de Acción Nacional de Canadá",
    },
  },
  {
    code: "MX",
    slug: "mexico",
    position: 1,
    language: "es",
    names: { en: "Mexico", fr: "Mexique", es: "México" },
    aliases: [
      "Mexican",
      "mexicaine",
      "mexicana",
      "United Mexican States",
      "Estados Unidos Mexicanos",
    ],
    planTitles: {
      en: "National Action Plan of Mexico",
      fr: "Plan d’action national du Mexique",
      es: "Plan de Acción Nacional de México",
    },
  },
  {
    code: "US",
    slug: "united-states",
    position: 2,
    language: "en",
    names: { en: "United States", fr: "États-Unis", es: "Estados Unidos" },
    aliases: [
      "USA",
      "U.S.A.",
      "US",
      "U.S.",
      "United States of America",
      "American",
      "États-Unis d’Amérique",
      "américaine",
      "Estados Unidos de América",
      "EE. UU.",
      "EUA",
      "estadounidense",
    ],
    planTitles: {
      en: "National Action Plan of the United States",
      fr: "Plan d’action national des États-Unis",
      es: "Plan de Acción Nacional de los Estados Unidos",
    },
  },
];
