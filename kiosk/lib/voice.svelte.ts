import { playEarcon, type Earcon } from './earcons.ts';

/** The sounds of the kiosk, which a villager may turn off. */
export class Voice {
	isMuted = $state(false);

	/** Plays a sound, unless they are off. */
	play(earcon: Earcon): void {
		if (!this.isMuted) playEarcon(earcon);
	}
}
