import { askOffice, newRequestKey } from '#kiosk/lib/office.ts';
import { tellDone, tellProblem } from './tell.ts';
import { enPassbooks } from '../words/en-passbooks.ts';
import { language } from '../words/language.svelte.ts';
import { zhPassbooks } from '../words/zh-passbooks.ts';

/** Opens a passbook for a household and says how it went. */
export async function openPassbook(household: string): Promise<void> {
	const answer = await askOffice('/api/office/passbooks/open', {
		body: { requestKey: newRequestKey(), households: [household] },
	});
	if (answer.ok) tellDone(language.pick(zhPassbooks, enPassbooks).opened(1));
	else tellProblem(answer.problem);
}
