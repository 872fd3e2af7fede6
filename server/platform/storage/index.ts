export { DATABASE_NAME, openDatabase, type StorageDatabase } from './open-database.ts';
