/** Policy sentences for a large consultation: invented, in three languages, the same for a seed. */
import type { Locale } from "../../app/context";
import { GLOSSARY } from "../../seeds/glossary";

/** What a sentence is put together from, in turn: who, does, what, how. */
const PARTS: Record<Locale, readonly string[]> = {
  en: [
    `each ministry|local authorities|the courts|schools and clinics|border officers|the national
    council|police units|service providers|labour inspectors|civil society partners`,
    `shall train|will fund|shall publish|are to review|will set up|shall keep|will strengthen|are to
    report on|shall share|will coordinate`,
    `referral procedures for|shelters that receive|a yearly budget line for|joint patrols with|data on|
    a confidential hotline for|legal aid for|minimum standards on|campaigns about|follow-up visits to`,
    `in every district|within two years|in the languages spoken there|with indicators made public|at the
    borders and in transit|together with families|without putting anyone at risk|under independent
    oversight|with stable funding|before the next review`,
  ],
  fr: [
    `chaque ministère|les autorités locales|les tribunaux|les écoles et les cliniques|les agents
    frontaliers|le conseil national|les unités de police|les fournisseurs de services|l’inspection du
    travail|les partenaires de la société civile`,
    `doit former|va financer|doit publier|est tenu de revoir|va créer|doit maintenir|va renforcer|doit
    rendre compte de|doit partager|va coordonner`,
    `les procédures d’orientation pour|les foyers qui accueillent|un poste budgétaire annuel pour|les
    patrouilles communes avec|les données sur|une ligne d’écoute confidentielle pour|l’aide juridique
    pour|les normes minimales sur|les campagnes sur|les visites de suivi pour`,
    `dans chaque district|d’ici deux ans|dans les langues parlées sur place|avec des indicateurs rendus
    publics|aux frontières et en transit|avec les familles|sans mettre personne en danger|sous un contrôle
    indépendant|avec un financement stable|avant le prochain examen`,
  ],
  es: [
    `cada ministerio|las autoridades locales|los tribunales|las escuelas y las clínicas|los agentes
    fronterizos|el consejo nacional|las unidades de policía|los proveedores de servicios|la inspección
    del trabajo|los socios de la sociedad civil`,
    `debe capacitar|va a financiar|debe publicar|ha de revisar|va a crear|debe mantener|va a reforzar|
    debe informar sobre|debe compartir|va a coordinar`,
    `los procedimientos de remisión para|los albergues que reciben|una partida anual para|los patrullajes
    conjuntos con|los datos sobre|una línea confidencial para|la asistencia jurídica para|las normas
    mínimas sobre|las campañas sobre|las visitas de seguimiento para`,
    `en cada distrito|en un plazo de dos años|en las lenguas que se hablan allí|con indicadores públicos|
    en las fronteras y en tránsito|junto con las familias|sin poner a nadie en riesgo|con supervisión
    independiente|con financiamiento estable|antes de la próxima revisión`,
  ],
};

function parted(locale: Locale): string[][] {
  return PARTS[locale].map((part) =>
    part.split("|").map((words) => words.replace(/\s+/g, " ").trim()),
  );
}
const VOCABULARY: Record<Locale, string[][]> = {
  en: parted("en"),
  fr: parted("fr"),
  es: parted("es"),
};

/** One of several, by chance. */
export function pick<T>(chance: () => number, from: readonly T[]): T {
  const found = from[Math.floor(chance() * from.length)];
  if (found === undefined) throw new Error("there is nothing to pick from");
  return found;
}

/** Sentences of 20 to 60 words that name some concepts of the glossary. */
export function policyText(chance: () => number, locale: Locale): string {
  const [who, does, what, how] = VOCABULARY[locale];
  const length = 20 + Math.floor(chance() * 30);
  const sentences: string[] = [];
  let count = 0;
  while (count < length) {
    const term = pick(chance, pick(chance, GLOSSARY).terms[locale]);
    const sentence = [who, does, what, [term], how]
      .map((part) => pick(chance, part ?? []))
      .join(" ");
    count += sentence.split(" ").length;
    sentences.push(`${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`);
  }
  return sentences.join(" ");
}
