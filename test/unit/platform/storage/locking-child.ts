/** Holds the write lock of the database until it is told to let go by the end of its input. Argument: the file. */
import Database from 'better-sqlite3';

const database = new Database(process.argv[2] as string);
database.exec('begin exclusive');
process.stdout.write('locked\n');
process.stdin.on('end', () => {
  database.exec('rollback');
  database.close();
});
process.stdin.resume();
