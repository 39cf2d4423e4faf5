import { dayAt } from '#domain/day';
import type { HouseholdPage, SettingsHistory } from '#domain/office-wire';
import type { ProductPage } from '#domain/product-wire';
import { basin } from '../server/goods.ts';
import type { Shop } from '../server/shop.ts';

/** Something of the small shop that two of the office may change at once. */
export interface Edit {
	readonly what: string;
	/** The version that whoever opens the form has before him. */
	readonly version: (shop: Shop) => Promise<number>;
	/** Where the form is sent. */
	readonly write: (shop: Shop) => string;
	/** A form that says `mark` somewhere. */
	readonly form: (mark: string) => object;
}

const productPath = (shop: Shop) => `/api/office/products/${shop.products.get('没定价的碗')}`;
const productVersion = async (shop: Shop) => {
	return ((await shop.director.get(productPath(shop))) as ProductPage).product.version;
};
const householdPath = (shop: Shop) => {
	return `/api/office/households/${shop.cards.get('赵大山')?.household}`;
};

/** Every form that tells the second of two. */
export const edits: readonly Edit[] = [
	{
		what: 'change the same product',
		version: productVersion,
		write: productPath,
		form: (name) => ({ ...basin, name }),
	},
	{
		what: 'set a price for the same product',
		version: productVersion,
		write: (shop) => `${productPath(shop)}/price`,
		form: (source) => ({ referencePriceFen: 500, source }),
	},
	{
		what: 'change the same household',
		version: async (shop) => {
			return ((await shop.director.get(householdPath(shop))) as HouseholdPage).household.version;
		},
		write: householdPath,
		form: (spouse) => ({
			head: '赵大山',
			members: [
				{ name: '赵大山', relation: 'head', birthYear: 1960 },
				{ name: spouse, relation: 'spouse', birthYear: 0 },
			],
			residence: 'living_here',
		}),
	},
	{
		what: 'set the settings',
		version: async (shop) => {
			return ((await shop.director.get('/api/office/settings')) as SettingsHistory).version;
		},
		write: () => '/api/office/settings',
		form: (receiptHead) => ({
			fromDay: dayAt(Date.now()),
			fenPerPoint: 100,
			receiptHead,
			openingDays: [1],
			helperName: '',
			helperPhone: '',
		}),
	},
];
