import { randomUUID } from 'node:crypto';
import { scan, shelf } from '../shop.ts';
import { device, nextNumber, redeemed, taken, type Example, type Stage } from './stage.ts';

/** A valid example of every route of kiosks, print agents and devices, by the route's name. */
export const shopExamples = {
	health: () => ({}),
	shelf: ({ office }) => ({ token: office.kiosk }),
	shopPrinter: ({ office }) => ({ token: office.kiosk }),
	villageCopy: ({ office }) => ({ token: office.kiosk }),
	scan: ({ office }) => ({
		token: office.kiosk,
		body: { code: office.shop.cards.get('王建国')?.code },
	}),
	enterRedemption: async ({ office }) => {
		const { passbook } = await scan(office.shop, '王建国');
		const soap = (await shelf(office.shop)).get('香皂');
		const line = { product: soap?.id, quantity: 1, pointsEach: soap?.pointsEach };
		return { token: office.kiosk, body: { requestKey: randomUUID(), passbook, lines: [line] } };
	},
	reprintFromKiosk: async ({ office }) => ({
		token: office.kiosk,
		params: { id: (await redeemed(office)).id },
		body: { requestKey: randomUUID() },
	}),
	printJobView: async ({ office }) => ({
		token: office.kiosk,
		params: { id: (await redeemed(office)).printJob },
	}),
	answerPrintJob: async ({ office }) => ({
		token: office.kiosk,
		params: { id: (await redeemed(office)).printJob },
		body: { answer: 'incomplete' },
	}),

	takePrintJob: async ({ office }) => {
		await redeemed(office);
		return { token: office.shop.agent };
	},
	reportPrintJob: async ({ office }) => {
		const job = await taken(office);
		return {
			token: office.shop.agent,
			params: { id: job.id },
			body: { status: 'sending', attempt: job.attempt, proof: 'none', message: '' },
		};
	},
	reportPrinter: ({ office }) => ({ token: office.shop.agent, body: { printer: 'ready' } }),

	pairDevice: async ({ office }) => ({ body: { code: (await device(office)).code } }),
	deviceList: ({ office }) => ({ token: office.storekeeper }),
	addDevice: ({ office }) => ({
		token: office.director,
		body: { name: `屏 ${nextNumber()}`, kind: 'kiosk' },
	}),
	renewDeviceCode: async ({ office }) => ({
		token: office.director,
		params: { id: (await device(office)).id },
	}),
	revokeDevice: async ({ office }) => ({
		token: office.director,
		params: { id: (await device(office)).id },
	}),
	officePrinter: ({ office }) => ({ token: office.recorder }),
} satisfies Record<string, (stage: Stage) => Example | Promise<Example>>;
