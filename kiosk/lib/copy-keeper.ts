import { getCopy } from './shop.ts';
import { keepCopy } from './village-copy.ts';

const oldAfterMs = 10 * 60_000;

/** Brings the village's copy when there is none since the start or it is ten minutes old. */
export function copyKeeper(): (token: string) => Promise<void> {
	let cameAt = 0;
	return async (token) => {
		if (Date.now() - cameAt < oldAfterMs) return;
		cameAt = Date.now();
		const answer = await getCopy(token);
		if (answer.kind === 'value') await keepCopy(answer.value);
		else cameAt = 0;
	};
}
