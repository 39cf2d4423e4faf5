import { plainCode } from '#domain/passbook';
import { deviceToken, forgetDeviceToken, keepDeviceToken, recallDeviceToken } from './device.ts';
import { isKnownSmall, measuredPx } from './screen-measure.ts';
import { pair } from './shop.ts';
import { forgetCopy } from './village-copy.ts';

/** What makes this browser the kiosk of a village: its token, and a screen that fingers can use. */
export class SetUp {
	token = $state(deviceToken());
	/** Why the screen is to be measured: somebody asked, or it is known to be too small. */
	#due: 'asked' | 'small' | undefined;

	/** Recalls what this machine is. Gives the pairing code that its address brought, if any. */
	async recall(): Promise<string | undefined> {
		this.token ||= await recallDeviceToken();
		const orders = new URLSearchParams(location.hash.slice(1));
		if (location.hash !== '') history.replaceState(history.state, '', location.pathname);
		this.#due = orders.has('measure') ? 'asked' : isKnownSmall() ? 'small' : undefined;
		return orders.get('pair') ?? undefined;
	}

	/** Trades a pairing code for a token of this kiosk. */
	async pairWith(code: string): Promise<Awaited<ReturnType<typeof pair>>> {
		const answer = await pair(plainCode(code));
		if (answer.kind === 'value') this.token = await keepDeviceToken(answer.value.token);
		return answer;
	}

	/** Who keyed the code in stands before the screen, and measures it too. */
	askToMeasure(): void {
		if (measuredPx() === 0) this.#due = 'asked';
	}

	/** The screen was measured, or will be another time. */
	measured(): void {
		this.#due = undefined;
	}

	/** This kiosk belongs to no village any more. */
	forget(): void {
		this.token = '';
		void forgetDeviceToken();
		void forgetCopy();
	}

	/** Where the kiosk stands while nobody uses it. */
	firstScreen(): 'pairing' | 'measure' | 'attract' {
		if (this.token === '') return 'pairing';
		// Meanwhile the window may have filled the screen.
		if (this.#due === 'small' && !isKnownSmall()) this.#due = undefined;
		return this.#due ? 'measure' : 'attract';
	}
}
