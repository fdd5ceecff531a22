/** A library that Bun is linked with, or brings with it. */
export interface BunPart {
  readonly name: string;
  readonly home: string;
  /** An SPDX expression; of a choice, what was chosen. */
  readonly license: string;
  readonly copyright?: string;
  /** How Bun calls it in `process.versions`, if it does. */
  readonly reportedAs?: string;
}

/**
 * What is in Bun 1.4.5. Source: its LICENSE.md, and what of `process.versions` is not in that. LICENSE.md has no copyright
 * lines; those here name the holders as the projects do. A test compares this list with what Bun itself reports.
 */
export const BUN_PARTS: readonly BunPart[] = [
  {
    name: 'Bun',
    home: 'https://github.com/oven-sh/bun',
    license: 'MIT',
    copyright: 'Oven and the authors of Bun',
    reportedAs: 'bun',
  },
  {
    name: 'JavaScriptCore and other parts of WebKit',
    home: 'https://github.com/oven-sh/WebKit',
    license: 'LGPL-2.0-or-later AND BSD-2-Clause',
    copyright: 'Copyright (C) Apple Inc. and the authors of WebKit',
    reportedAs: 'webkit',
  },
  {
    name: 'Zig standard library',
    home: 'https://github.com/oven-sh/zig',
    license: 'MIT',
    copyright: 'Copyright (c) Zig contributors',
    reportedAs: 'zig',
  },
  {
    name: 'BoringSSL',
    home: 'https://boringssl.googlesource.com/boringssl',
    license: 'Apache-2.0 AND ISC AND OpenSSL',
    reportedAs: 'boringssl',
  },
  {
    name: 'Brotli',
    home: 'https://github.com/google/brotli',
    license: 'MIT',
    copyright: 'Copyright (c) 2013-2015 by the Brotli Authors',
  },
  {
    name: 'libarchive',
    home: 'https://github.com/libarchive/libarchive',
    license: 'BSD-2-Clause AND BSD-3-Clause',
    copyright:
      'Copyright (c) 2003-2018 Tim Kientzle and the authors of libarchive; the Regents of the University of California',
    reportedAs: 'libarchive',
  },
  {
    name: 'lol-html',
    home: 'https://github.com/cloudflare/lol-html',
    license: 'BSD-3-Clause',
    copyright: 'Copyright (C) 2019, Cloudflare, Inc.; Copyright (C) 2019, Ivan Nikulin',
    reportedAs: 'lolhtml',
  },
  {
    name: 'ls-hpack',
    home: 'https://github.com/litespeedtech/ls-hpack',
    license: 'MIT',
    copyright: 'Copyright (c) 2018 LiteSpeed Technologies Inc',
    reportedAs: 'lshpack',
  },
  {
    name: 'ls-qpack',
    home: 'https://github.com/litespeedtech/ls-qpack',
    license: 'MIT',
    copyright: 'Copyright (c) 2018 - 2021 LiteSpeed Technologies Inc',
  },
  {
    name: 'lsquic',
    home: 'https://github.com/litespeedtech/lsquic',
    license: 'MIT AND BSD-3-Clause',
    copyright: 'Copyright (c) 2017 - 2018 LiteSpeed Technologies Inc; Copyright 2015 The Chromium Authors',
  },
  {
    name: 'mimalloc',
    home: 'https://github.com/microsoft/mimalloc',
    license: 'MIT',
    copyright: 'Copyright (c) Microsoft Corporation, Daan Leijen',
    reportedAs: 'mimalloc',
  },
  {
    name: 'picohttpparser',
    home: 'https://github.com/h2o/picohttpparser',
    license: 'MIT',
    copyright: 'Copyright (c) 2009-2014 Kazuho Oku, Tokuhiro Matsuno, Daisuke Murase',
    reportedAs: 'picohttpparser',
  },
  {
    name: 'llhttp',
    home: 'https://github.com/nodejs/llhttp',
    license: 'MIT',
    copyright: 'Copyright Fedor Indutny, 2018',
    reportedAs: 'llhttp',
  },
  {
    name: 'Zstandard',
    home: 'https://github.com/facebook/zstd',
    license: 'BSD-3-Clause',
    copyright: 'Copyright (c) 2016-2022, Meta Platforms, Inc. and affiliates',
    reportedAs: 'zstd',
  },
  { name: 'simdutf', home: 'https://github.com/simdutf/simdutf', license: 'Apache-2.0' },
  {
    name: 'TinyCC',
    home: 'https://github.com/oven-sh/tinycc',
    license: 'LGPL-2.1-or-later',
    copyright: 'Copyright (c) Fabrice Bellard and the authors of TinyCC',
    reportedAs: 'tinycc',
  },
  { name: 'uSockets', home: 'https://github.com/uNetworking/uSockets', license: 'Apache-2.0', reportedAs: 'usockets' },
  {
    name: 'uWebSockets (a fork)',
    home: 'https://github.com/jarred-sumner/uwebsockets',
    license: 'Apache-2.0',
    reportedAs: 'uwebsockets',
  },
  {
    name: 'zlib-ng',
    home: 'https://github.com/zlib-ng/zlib-ng',
    license: 'Zlib',
    copyright: '(C) 1995-2025 Jean-loup Gailly and Mark Adler',
    reportedAs: 'zlib',
  },
  {
    name: 'c-ares',
    home: 'https://github.com/c-ares/c-ares',
    license: 'MIT',
    copyright: 'Copyright (c) 2007 - 2023, Daniel Stenberg with many contributors',
    reportedAs: 'ares',
  },
  {
    name: 'ICU',
    home: 'https://github.com/unicode-org/icu',
    license: 'Unicode-3.0 AND ICU',
    copyright:
      'Copyright (c) 1995-2016 International Business Machines Corporation and others; Copyright (c) Unicode, Inc.',
    reportedAs: 'icu',
  },
  {
    name: 'base64',
    home: 'https://github.com/aklomp/base64',
    license: 'BSD-2-Clause',
    copyright:
      'Copyright (c) 2005-2007, Nick Galbreath; 2015-2017, Wojciech Mula; 2016-2017, Matthieu Darbois; 2013-2022, Alfred Klomp',
  },
  {
    name: 'libuv (on Windows)',
    home: 'https://github.com/libuv/libuv',
    license: 'MIT AND BSD-2-Clause AND BSD-3-Clause AND ISC',
    copyright:
      'Copyright (c) 2015-present libuv project contributors; Joyent, Inc. and other Node contributors; Niels Provos; Internet Systems Consortium, Inc.; Google Inc. and Sony Mobile Communications AB',
    reportedAs: 'uv',
  },
  {
    name: 'libdeflate',
    home: 'https://github.com/ebiggers/libdeflate',
    license: 'MIT',
    copyright: 'Copyright 2016 Eric Biggers; Copyright 2024 Google LLC',
    reportedAs: 'libdeflate',
  },
  {
    name: 'libjpeg-turbo',
    home: 'https://github.com/libjpeg-turbo/libjpeg-turbo',
    license: 'IJG AND BSD-3-Clause AND Zlib',
    copyright: 'The authors of libjpeg-turbo. This software is based in part on the work of the Independent JPEG Group',
  },
  {
    name: 'libspng',
    home: 'https://github.com/randy408/libspng',
    license: 'BSD-2-Clause',
    copyright: 'Copyright (c) 2018-2021, Randy <randy408@protonmail.com>',
  },
  {
    name: 'libwebp',
    home: 'https://github.com/webmproject/libwebp',
    license: 'BSD-3-Clause',
    copyright: 'Copyright (c) 2010, Google Inc.',
  },
  { name: 'Highway', home: 'https://github.com/google/highway', license: 'Apache-2.0' },
  {
    name: 'uucode',
    home: 'https://github.com/jacobsandlund/uucode',
    license: 'MIT',
    copyright: 'Copyright (c) Jacob Sandlund',
  },
  {
    name: "TigerBeetle's IO code, parts of",
    home: 'https://github.com/tigerbeetle/tigerbeetle',
    license: 'Apache-2.0',
  },
  {
    name: 'LLVM libc++abi, its __cxa_thread_atexit',
    home: 'https://github.com/llvm/llvm-project',
    license: 'Apache-2.0 WITH LLVM-exception',
  },
  { name: 'SQLite', home: 'https://sqlite.org', license: 'blessing', reportedAs: 'sqlite' },
  {
    name: "esbuild, of which Bun's transpiler, CSS lexer and module resolver are ports",
    home: 'https://github.com/evanw/esbuild',
    license: 'MIT',
    copyright: 'Copyright (c) 2020 Evan Wallace',
  },
  // Stand-ins for modules of Node, brought along whether a program uses them or not.
  ...[
    ['acorn', 'Copyright (C) 2012-2022 by various contributors'],
    ['acorn-walk', 'Copyright (C) 2012-2020 by various contributors'],
    ['assert', 'Copyright Joyent, Inc. and other Node contributors'],
    ['browserify-zlib', 'Copyright (c) 2014-2015 Devon Govett'],
    ['buffer', 'Copyright (c) Feross Aboukhadijeh, and other contributors'],
    ['constants-browserify', 'Copyright (c) 2013 Julian Gruber'],
    ['crypto-browserify', 'Copyright (c) 2013-2017 Dominic Tarr'],
    ['domain-browser', 'Copyright (c) Bevry Pty Ltd'],
    ['events', 'Copyright Joyent, Inc. and other Node contributors'],
    ['https-browserify', 'Copyright James Halliday'],
    ['os-browserify', 'Copyright (c) 2017 CoderPuppy'],
    ['path-browserify', 'Copyright (c) 2013 James Halliday'],
    ['process', 'Copyright (c) 2013 Roman Shtylman'],
    ['punycode', 'Copyright Mathias Bynens'],
    ['querystring-es3', 'Copyright 2012 Irakli Gozalishvili'],
    ['stream-browserify', 'Copyright (c) James Halliday'],
    ['stream-http', 'Copyright (c) 2015 John Hiesey'],
    ['string_decoder', 'Copyright Joyent, Inc. and other Node contributors'],
    ['timers-browserify', 'Copyright (c) 2012 J. Ryan Stinnett'],
    ['tty-browserify', 'Copyright James Halliday'],
    ['url', 'Copyright Joyent, Inc. and other Node contributors'],
    ['util', 'Copyright Joyent, Inc. and other Node contributors'],
    ['vm-browserify', 'Copyright James Halliday'],
  ].map(([name = '', copyright = '']) => ({
    name,
    home: `https://www.npmjs.com/package/${name}`,
    license: 'MIT',
    copyright,
  })),
];
