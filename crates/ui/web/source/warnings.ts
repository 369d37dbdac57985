// What a writer may have forgotten; knows no page. Only what they wrote themselves counts, not what they quote.

/** Words that promise a file, in the languages people write most. */
const PROMISES =
  /\b(attach(ed|ment|ing)?s?|enclosed|anbei|angehängt|im anhang|anhang|anlage|beigefügt|ci-joint|pièces? jointes?|adjunt[oa]s?|en anexo|allegat[oi]|załącz\p{L}*|bijgevoegd|bijlage)\b|вложени|прикрепл|附件|附上|随信|添付|첨부/iu;
/** A gap that a template left: `{{ customer.name }}`, `{first_name}` or `[[name]]`. */
const GAPS = /\{\{[^{}\n]{0,80}\}\}|\{[\p{L}_][\p{L}\p{N}_.]{0,60}\}|\[\[[^[\]\n]{1,80}\]\]/gu;

/** The lines that are not quoted and not code. */
function ownWords(text: string): string {
  return text.replace(/```.*?(```|$)/gs, "").split("\n").filter((line) => !line.trimStart().startsWith(">")).join("\n").replace(/`[^`\n]*`/g, "");
}

/** Whether the text speaks of a file. */
export function promisesFile(text: string): boolean {
  return PROMISES.test(ownWords(text));
}

/** The gaps of a template that nobody filled, each once. */
export function gaps(text: string): string[] {
  return [...new Set(ownWords(text).match(GAPS) ?? [])];
}
