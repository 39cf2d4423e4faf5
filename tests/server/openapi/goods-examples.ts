import { randomUUID } from 'node:crypto';
import { send } from '../office.ts';
import { newProduct, photo, product, redeemed, type Example, type Stage } from './stage.ts';

/** A valid example of every route about goods and what was redeemed, by the route's name. */
export const goodsExamples = {
	productList: ({ office }) => ({ token: office.storekeeper }),
	addProduct: ({ office }) => ({
		token: office.storekeeper,
		body: { ...newProduct(), referencePriceFen: 1200, source: '镇上供销社' },
	}),
	productPage: ({ office }) => ({
		token: office.storekeeper,
		params: { id: office.shop.products.get('大米 5kg') ?? '' },
	}),
	editProduct: async ({ office }) => ({
		token: office.storekeeper,
		params: { id: await product(office) },
		body: { ...newProduct(), version: 1 },
	}),
	priceProduct: async ({ office }) => ({
		token: office.storekeeper,
		params: { id: await product(office) },
		body: { requestKey: randomUUID(), version: 1, referencePriceFen: 990, source: '镇上超市' },
	}),
	setProductPhoto: async ({ office }) => ({
		token: office.storekeeper,
		params: { id: await product(office) },
		form: photo(),
	}),
	removeProductPhoto: async ({ office }) => ({
		token: office.storekeeper,
		params: { id: await product(office) },
	}),
	suspendProduct: async ({ office }) => ({
		token: office.storekeeper,
		params: { id: await product(office) },
		body: { reason: '包装破损' },
	}),
	resumeProduct: async ({ office }) => ({
		token: office.storekeeper,
		params: { id: await product(office) },
	}),
	importProducts: ({ office }) => {
		const { requestKey, ...row } = newProduct();
		return {
			token: office.storekeeper,
			body: { requestKey, rows: [{ ...row, referencePriceFen: 500 }] },
		};
	},
	enterOpeningStock: async ({ office }) => ({
		token: office.storekeeper,
		body: {
			requestKey: randomUUID(),
			lines: [{ product: await product(office), quantity: 3, expiresOn: '2099-12-31' }],
		},
	}),

	officeToday: ({ office }) => ({ token: office.recorder }),
	redemptionList: async ({ office }) => ({
		token: office.storekeeper,
		query: { day: (await redeemed(office)).day },
	}),
	redemptionPage: async ({ office }) => {
		const { id } = await redeemed(office);
		await send(office, 'storekeeper', `/api/office/redemptions/${id}/reverse`, { reason: '拿错' });
		return { token: office.storekeeper, params: { id } };
	},
	reprintFromOffice: async ({ office }) => ({
		token: office.storekeeper,
		params: { id: (await redeemed(office)).id },
		body: { requestKey: randomUUID(), reason: '村民遗失' },
	}),
	enterReversal: async ({ office }) => ({
		token: office.storekeeper,
		params: { id: (await redeemed(office)).id },
		body: { requestKey: randomUUID(), reason: '拿错了' },
	}),
	printTestPage: ({ office }) => ({
		token: office.storekeeper,
		body: { requestKey: randomUUID(), template: 'test_page' },
	}),
	officePrintJob: async ({ office }) => ({
		token: office.storekeeper,
		params: { id: (await redeemed(office)).printJob },
	}),
	answerFromOffice: async ({ office }) => ({
		token: office.storekeeper,
		params: { id: (await redeemed(office)).printJob },
		body: { answer: 'complete' },
	}),

	productPhoto: async ({ office }) => {
		const id = await product(office);
		const url = `${office.shop.server.url}/api/office/products/${id}/photo`;
		const headers = { Authorization: office.storekeeper };
		const set = await fetch(url, { method: 'POST', headers, body: photo() });
		const { photo: address } = (await set.json()) as { photo: string };
		return { params: { id, file: address.split('/').at(-1) ?? '' } };
	},
} satisfies Record<string, (stage: Stage) => Example | Promise<Example>>;
