/* SPDX-License-Identifier: MIT */
#ifndef BC_TEST_FAULT_H
#define BC_TEST_FAULT_H

#include <stdbool.h>

/**
 * Calls of the system that fail when they are told to.
 *
 * The program that links fault.c defines write, openat, rename ... itself and
 * exports them, so that the calls of GDAL, SQLite and the others come here as
 * well. What the C library does inside fwrite or fclose does not: there the
 * whole of fwrite fails, and `every_syscall.sh` has strace fail the rest.
 */
/* What we call in libraries (fault_library.c): our calls alone, not theirs. */
#define FAULT_LIBRARY_CALLS(CALL)                                              \
    CALL(GDALOpenEx)                                                           \
    CALL(GDALCreate)                                                           \
    CALL(GDALRasterIO)                                                         \
    CALL(GDALDatasetCreateLayer)                                               \
    CALL(GDALDatasetStartTransaction)                                          \
    CALL(GDALDatasetCommitTransaction)                                         \
    CALL(OGR_L_GetNextFeature)                                                 \
    CALL(OGR_L_CreateField)                                                    \
    CALL(OGR_L_CreateFeature)                                                  \
    CALL(GEOSIntersection_r)                                                   \
    CALL(GEOSisValid_r)                                                        \
    CALL(GEOSPrepare_r)                                                        \
    CALL(GEOSPreparedIntersects_r)                                             \
    CALL(proj_create)                                                          \
    CALL(sqlite3_prepare_v2)                                                   \
    CALL(sqlite3_step)                                                         \
    CALL(sqlite3_exec)                                                         \
    CALL(xmlNewTextWriterMemory)                                               \
    CALL(xmlTextWriterStartElement)                                            \
    CALL(xmlTextWriterWriteAttribute)                                          \
    CALL(xmlTextWriterWriteString)                                             \
    CALL(xmlTextWriterEndElement)                                              \
    CALL(xmlTextWriterEndDocument)                                             \
    CALL(iconv_open)                                                           \
    CALL(yaml_parser_initialize)                                               \
    CALL(yaml_parser_parse)                                                    \
    CALL(json_dumps)                                                           \
    CALL(GDALGetDriverByName)                                                  \
    CALL(GDALAddBand)                                                          \
    CALL(GDALBuildOverviews)                                                   \
    CALL(GDALCreateCopy)                                                       \
    CALL(GDALSetSpatialRef)                                                    \
    CALL(GDALSetRasterNoDataValue)                                             \
    CALL(OSRImportFromEPSG)                                                    \
    CALL(sqlite3_open_v2)                                                      \
    CALL(sqlite3_close)                                                        \
    CALL(xmlReadMemory)                                                        \
    CALL(VSIFOpenL)                                                            \
    CALL(VSIFReadL)                                                            \
    CALL(VSIReadDirRecursive)                                                  \
    CALL(workbook_new)                                                         \
    CALL(worksheet_write_string)                                               \
    CALL(workbook_close)

enum fault_call {
    FAULT_WRITE, /* write, pwrite, fwrite, ftruncate */
    FAULT_SYNC,  /* fsync, fdatasync */
    FAULT_RENAME,
    FAULT_OPEN, /* open, openat, fopen, fdopendir */
    FAULT_CLOSE,
    FAULT_READ, /* read, pread */
    FAULT_MAKE, /* mkdir */
    FAULT_LOOK, /* stat and its kin, flock */
    FAULT_REMOVE,
    FAULT_EXCHANGE, /* renameat2 alone */
    FAULT_ALLOCATION,
    FAULT_ANY, /* all of the above but allocations */
#define FAULT_ENTRY(name) FAULT_##name,
    FAULT_LIBRARY_CALLS(FAULT_ENTRY)
#undef FAULT_ENTRY
        FAULT_N
};

struct fault {
    enum fault_call call;
    long at;      /* which of them, from 1; 0: none */
    int error;    /* what errno says; 0: the call goes on */
    int signal;   /* raised just before the call; 0: none */
    bool lasting; /* it and all after it, as on a full disk */
    bool lies;    /* a write that says it was done, and was not */
    bool spoils;  /* a write of other bytes */
};

extern const char *const fault_names[FAULT_N];

/** Before the first fork: the counts are shared with the children. */
void fault_set_up(void);
/** Counts from 0 again; in a child, before it calls what is to be tried.
 * @param faults  ends with one whose `at` is 0 */
void fault_arm(const struct fault *faults);
/** Nothing fails or is counted any more. */
void fault_disarm(void);
/** How many such calls there were since fault_arm. */
long fault_count(enum fault_call call);
/** Counts a call. @return whether it is to fail; errno says how */
bool fault_strikes(enum fault_call call);

/* Our own functions (fault_steps.c), which only test_verbs links. */

/** Ends with NULL. */
extern const char *const fault_step_names[];
/** Counts from 0 again, for the runs that follow.
 * @param at  which call of it fails, from 1; 0: none */
void fault_steps_arm(int step, long at);
/** How many such calls there were since fault_steps_arm. */
long fault_steps_count(int step);

#endif
