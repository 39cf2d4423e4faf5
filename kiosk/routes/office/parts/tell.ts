import { toast } from 'svelte-sonner';
import type { OfficeProblem } from '#kiosk/lib/office.ts';
import { sayProblem } from '../words/say.ts';

/** Says in passing that something was done. */
export function tellDone(sentence: string): void {
	toast.success(sentence, { duration: 6000 });
}

/** Says that something was not done and why; stays until it is put away. */
export function tellProblem(problem: OfficeProblem): void {
	toast.error(sayProblem(problem), { duration: Number.POSITIVE_INFINITY, closeButton: true });
}
