/*
** gxreport.h: gxreport for programs that link it statically.
**
** Compiled with -DSQLITE_CORE, the extension is a library that calls the SQLite it is linked
** with. Open connections get it by one call each:
**
**     #include "gxreport.h"
**
**     sqlite3 *db;
**     char *message = NULL;
**     sqlite3_open("reports.db", &db);
**     if (sqlite3_gxreport_init(db, &message, NULL) != SQLITE_OK) {
**         fprintf(stderr, "%s\n", message ? message : "out of memory");
**         sqlite3_free(message);
**     }
**
** or every connection of the process, from the moment it is opened, by one call in all:
**
**     sqlite3_auto_extension((void (*)(void))sqlite3_gxreport_init);
**
** The same function is the entry point of the loadable gxreport.so, which needs no header.
*/
#ifndef GXREPORT_H
#define GXREPORT_H

#include <sqlite3.h>

#define GXREPORT_VERSION "0.1.0"

#ifdef __cplusplus
extern "C" {
#endif

#if defined(_WIN32)
#define GXREPORT_EXPORT __declspec(dllexport)
#else
#define GXREPORT_EXPORT __attribute__((visibility("default")))
#endif

/* Registers the functions and virtual tables of gxreport with `db`. `api` is what SQLite hands to
** a loadable extension; NULL in a statically linked program. Returns SQLITE_OK, or an error code
** with a message in `*message` (to be freed by sqlite3_free) unless memory ran out. Needs SQLite
** 3.38 or later. May be called again on the same connection: it then registers anew. */
GXREPORT_EXPORT int sqlite3_gxreport_init(sqlite3 *db, char **message,
                                          const sqlite3_api_routines *api);

#ifdef __cplusplus
}
#endif

#endif
