import { answer } from './replies.ts';
import { addDevice, pairDevice, renewDeviceCode, revokeDevice } from './devices.ts';
import { deviceList } from './device-list.ts';
import { importEntries } from './entry-imports.ts';
import { importHouseholds } from './household-imports.ts';
import { householdList } from './household-list.ts';
import { householdPage } from './household-page.ts';
import { editHousehold, enrolHousehold, moveOutHousehold, returnHousehold } from './households.ts';
import { openPassbooks, passbookCards, passbookList, replacePassbook } from './passbooks.ts';
import { addGroup, renameGroup, setSettings, settingsHistory } from './settings-office.ts';
import { addStaff, editStaff, staffList } from './staff.ts';
import { health } from './health.ts';
import { changePassword, officeMe } from './office-me.ts';
import {
	answerFromOffice,
	answerPrintJob,
	printJobView,
	reportPrintJob,
	takePrintJob,
} from './print-jobs.ts';
import { officePrinter, reportPrinter, shopPrinter } from './printers.ts';
import { enterOpeningStock } from './opening-stock.ts';
import { importProducts } from './product-imports.ts';
import { productList } from './product-list.ts';
import { productPage } from './product-page.ts';
import { removeProductPhoto, setProductPhoto } from './product-photos.ts';
import { resumeProduct, suspendProduct } from './product-shelf.ts';
import { addProduct, editProduct, priceProduct } from './products.ts';
import { redemptionList, redemptionPage } from './redemption-list.ts';
import { enterRedemption } from './redemptions.ts';
import { officePrintJob, printTestPage, reprintFromKiosk, reprintFromOffice } from './reprints.ts';
import { enterReversal } from './reversals.ts';
import { scan } from './scans.ts';
import { addVillage, setUp, setUpState } from './set-up.ts';
import { shelf } from './shelf.ts';
import { officeToday } from './today.ts';
import { villageCopy } from './village-copy.ts';

/** Everything that a route may call; main.pb.ts names each with its address. */
const routes = {
	addDevice,
	addGroup,
	addProduct,
	addStaff,
	addVillage,
	answerFromOffice,
	answerPrintJob,
	changePassword,
	deviceList,
	editHousehold,
	editProduct,
	editStaff,
	enrolHousehold,
	enterOpeningStock,
	enterRedemption,
	enterReversal,
	health,
	householdList,
	householdPage,
	importEntries,
	importHouseholds,
	importProducts,
	moveOutHousehold,
	officeMe,
	officePrinter,
	officePrintJob,
	officeToday,
	openPassbooks,
	pairDevice,
	passbookCards,
	passbookList,
	priceProduct,
	printJobView,
	printTestPage,
	redemptionList,
	redemptionPage,
	productList,
	productPage,
	removeProductPhoto,
	renameGroup,
	renewDeviceCode,
	replacePassbook,
	reportPrinter,
	reportPrintJob,
	reprintFromKiosk,
	reprintFromOffice,
	resumeProduct,
	returnHousehold,
	revokeDevice,
	scan,
	setProductPhoto,
	setSettings,
	settingsHistory,
	setUp,
	setUpState,
	shelf,
	shopPrinter,
	staffList,
	suspendProduct,
	takePrintJob,
	villageCopy,
} satisfies Record<string, (e: core.RequestEvent) => ReturnType<typeof health>>;

export type RouteName = keyof typeof routes;

/** Runs a route of ours and answers for it. */
export function run(name: RouteName, e: core.RequestEvent): void {
	answer(e, () => routes[name](e));
}

export { guardCollection, guardRecord } from './doors.ts';
export { serveFile } from './pages.ts';
export { guardSignIn } from './sign-in.ts';
