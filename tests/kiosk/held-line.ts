import { give, openLine, type Line, type Sent } from '../torture/line.ts';

/** A line on which something can be held at a certain point of its way. */
export interface HeldLine extends Line {
	/**
	 * Holds what is sent to `path` from now on, or of that only what says `word`: before it reaches
	 * the server, or when the server has answered. `held` settles with the first that is held.
	 */
	hold(what: 'request' | 'answer', path: string, word?: string): { readonly held: Promise<Sent> };
	/** What is held is lost, and so is what would be held from now on; the kiosk hears of it. */
	lose(): void;
	/** Lets everything pass that comes from now on; what was held is lost. */
	free(): void;
}

/** Opens such a line to a server. */
export async function openHeldLine(target: string): Promise<HeldLine> {
	let holding: Holding | undefined;
	const held = new Set<() => void>();
	const line = await openLine(target, async (sent, response, { forward }) => {
		const hold = holding && isMeant(holding, sent) ? holding : undefined;
		const answer = hold?.what === 'request' ? undefined : await forward(sent);
		if (hold) {
			hold.isHeld(sent);
			if (hold.isLost) response.destroy();
			else held.add(() => response.destroy());
		} else if (answer) give(response, answer);
	});
	const lose = () => {
		if (holding) holding.isLost = true;
		for (const each of held) each();
		held.clear();
	};
	return {
		...line,
		hold: (what, path, word = '') => ({
			held: new Promise((isHeld) => (holding = { what, path, word, isHeld, isLost: false })),
		}),
		lose,
		free: () => {
			lose();
			holding = undefined;
		},
	};
}

interface Holding {
	readonly what: 'request' | 'answer';
	readonly path: string;
	readonly word: string;
	readonly isHeld: (sent: Sent) => void;
	isLost: boolean;
}

function isMeant({ path, word }: Holding, sent: Sent): boolean {
	return sent.path.startsWith(path) && sent.body.includes(word);
}
