const askEveryMs = 10 * 60_000;

/** Whether the shop's server has a newer page than the one that is open. */
export class Renewal {
	isDue = $state(false);
	#timer: ReturnType<typeof setInterval> | undefined;

	/** Asks for a newer page every ten minutes. Does nothing where the browser has no such worker. */
	start(): void {
		if (!('serviceWorker' in navigator)) return;
		const { serviceWorker } = navigator;
		// The first worker of all comes with this very page.
		let isFirst = serviceWorker.controller === null;
		serviceWorker.addEventListener('controllerchange', () => {
			if (!isFirst) this.isDue = true;
			isFirst = false;
		});
		this.#timer = setInterval(() => void askForNewPage(serviceWorker), askEveryMs);
	}

	/** Stops asking. */
	stop(): void {
		clearInterval(this.#timer);
	}
}

async function askForNewPage(serviceWorker: ServiceWorkerContainer): Promise<void> {
	try {
		await (await serviceWorker.getRegistration())?.update();
	} catch {
		// The line is down: there will be another ten minutes.
	}
}
