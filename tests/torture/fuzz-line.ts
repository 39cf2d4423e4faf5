import { replyOf, type Reply } from '../server/shop.ts';
import type { Route } from '../server/routes.ts';
import type { Question } from './fuzz-words.ts';
import type { World } from './fuzz-world.ts';
import type { Spoilt } from './fuzz-horrors.ts';

/** A question that was sent, in words, and its answer. */
export interface Sent {
	readonly asked: string;
	readonly reply: Reply;
}

/** Sends a question to its route; status 0 when there was no answer, or none that is JSON. */
export async function sendQuestion(
	world: World,
	{ method, path, name }: Route,
	question: Question & { readonly spoilt?: Spoilt },
): Promise<Sent> {
	const place = path.replace(/\{\w+\}/, encodeURIComponent(wellFormed(question.id ?? '')));
	const query = new URLSearchParams(question.query).toString();
	const address = `${place}${query && `?${query}`}`;
	const { content, type } = question.spoilt ?? plain(question);
	const token = question.forged ?? world.tokens[question.asker];
	const asked = `${method} ${address.slice(0, 200)} (${name}) by ${question.asker}, ${type}: ${said(content)}`;
	try {
		const response = await fetch(`${world.shop.server.url}${address}`, {
			method,
			redirect: 'manual',
			headers: {
				...(type && { 'Content-Type': type }),
				...(token && { Authorization: token }),
			},
			...(method === 'POST' && content !== undefined && { body: content as BodyInit }),
		});
		return { asked, reply: replyOf(response.status, await response.text()) };
	} catch (error) {
		const text = String((error as Error).cause ?? error);
		return { asked, reply: { status: 0, text, body: undefined, refusal: undefined } };
	}
}

/** A no of ours with a code of this route, or one of the platform's that every client knows. */
export function isKnownNo({ status, body, refusal }: Reply, codes: ReadonlySet<string>): boolean {
	if (refusal) return codes.has(refusal.code) && Object(body)['status'] === status;
	return status === 413 || status === 429;
}

// Half a character has no place in an address.
function wellFormed(text: string): string {
	return Buffer.from(text).toString();
}

function plain({ body, file }: Question) {
	if (file) {
		const form = new FormData();
		form.set('photo', new Blob([Buffer.from(file)], { type: 'image/png' }), 'photo.png');
		return { content: form, type: '' };
	}
	return { content: body && JSON.stringify(body), type: 'application/json' };
}

function said(content: unknown): string {
	if (content === undefined) return 'nothing';
	const text = typeof content === 'string' ? JSON.stringify(content) : String(content);
	return text.length > 800 ? `${text.slice(0, 800)}… (${text.length})` : text;
}
