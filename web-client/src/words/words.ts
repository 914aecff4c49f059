// Made from deploy/organisation/words/en.toml by `npm run words`. Change it there.
import type { Counted, Text } from './fill.ts';

/** All texts of the visitor's page, and what the console shares with it. Every language has exactly these. */
export type Words = {
  /** Which language it is: the name of its file. */
  tag: string;
  name: string;
  direction: string;
  exit: {
    leave: string;
    press: Counted<never>;
  };
  page: {
    language: string;
    oneMoment: string;
    partFailed: string;
    tryAgain: string;
  };
  danger: {
    ask: string;
    number: string;
  };
  safety: {
    title: string;
    near: string;
    watched: string;
    exitTitle: string;
    exit: Text<'leave'>;
    keyboard: string;
    history: string;
    goOn: string;
  };
  entrance: {
    title: string;
    who: Text<'organisation'>;
    private: string;
    question: string;
    beside: string;
    reading: string;
    numbers: string;
    evidence: string;
  };
  entrances: {
    me: {
      name: string;
      short: string;
      lead: string;
      age: string;
    };
    parent: {
      name: string;
      short: string;
      lead: string;
      age: string;
    };
    friend: {
      name: string;
      short: string;
      lead: string;
      age: string;
    };
    professional: {
      name: string;
      short: string;
      lead: string;
      age: string;
    };
  };
  closed: {
    title: string;
    opensToday: Text<'time'>;
    opensTomorrow: Text<'time'>;
    opensOn: Text<'day' | 'time'>;
    noTime: string;
    instead: string;
    nobodyTitle: string;
    nobody: string;
    until: Text<'time'>;
    wait: string;
  };
  intake: {
    title: string;
    optional: string;
    notSaid: string;
    language: string;
    topics: string;
    topicsHint: string;
    safe: string;
    safeYes: string;
    safeUnsure: string;
    safeNo: string;
    safeAdvice: Text<'leave'>;
    danger: string;
    dangerYes: string;
    dangerNo: string;
    dangerAdvice: string;
    code: string;
    codeHint: string;
    goOn: string;
    skip: string;
    ages: {
      'under-12': string;
      '12-14': string;
      '15-17': string;
      '18-20': string;
      '21-24': string;
      '25-or-older': string;
    };
    subjects: {
      home: string;
      relationship: string;
      online: string;
      'against-my-will': string;
      'money-or-work': string;
      'not-wanting-to-live': string;
      'away-or-kept': string;
      'somebody-else': string;
      'something-else': string;
    };
  };
  waiting: {
    title: string;
    connecting: string;
    next: string;
    nextWhen: string;
    before: Counted<never>;
    small: readonly string[];
    usually: Counted<'least'>;
    about: Counted<never>;
    onDuty: Counted<never>;
    closes: Text<'time'>;
    will: string;
    mayNot: string;
    willNot: string;
    past: string;
    keep: string;
    waited: Counted<never>;
    write: string;
    writeHint: string;
    writeSkipped: string;
    beside: string;
    stop: string;
  };
  beside: {
    back: string;
    toConversation: string;
    here: Text<'name'>;
    news: Counted<never>;
  };
  breathing: {
    name: string;
    title: string;
    text: string;
    in: string;
    out: string;
    pause: string;
    move: string;
    steps: readonly string[];
  };
  reading: {
    title: string;
    text: string;
    all: string;
    sources: string;
    checked: Text<'date'>;
    unchecked: string;
    without: string;
    leaving: Text<'leave'>;
    back: string;
  };
  numbers: {
    title: string;
    text: string;
  };
  evidence: {
    title: string;
    lead: string;
    holdsTitle: string;
    nothing: string;
    holds: readonly string[];
    forgets: string;
    counsellorTitle: string;
    counsellor: readonly string[];
    nobodyTitle: string;
    nobody: readonly string[];
    hiddenTitle: string;
    hidden: readonly Text<'host'>[];
    staysTitle: string;
    staysLead: string;
    staysRemove: string;
    checkTitle: string;
    check: Text<'name'>;
    checkLater: string;
    proofsTitle: string;
    proofs: string;
    recordTitle: string;
    record: string;
    asking: string;
    askAgain: string;
    stays: {
      history: string;
      tabs: string;
      files: string;
      notes: string;
    };
  };
  talk: {
    fromHere: Text<'name'>;
    guestCame: Text<'name'>;
    guestLeft: Text<'name'>;
    send: string;
    write: string;
    writeHere: string;
    startAnywhere: string;
    conversation: string;
    you: string;
    sending: string;
    sent: string;
    delivered: string;
    failed: string;
    unsent: string;
    tryAgain: string;
    newBelow: string;
    isTyping: Text<'name'>;
    tooLong: Counted<never>;
    tooLongPages: Counted<never>;
    lineLost: string;
    lineLostWaiting: string;
    stillLost: string;
    otherAway: Text<'name'>;
    notDelivered: string;
    opensElsewhere: string;
    stillReadable: string;
  };
  conversation: {
    talkingWith: Text<'name'>;
    talkedWith: Text<'name'>;
    verified: Text<'organisation'>;
    more: string;
    end: string;
    endSure: string;
    endYes: string;
    endNo: string;
  };
  end: {
    undelivered: string;
    draftKept: string;
    close: string;
    again: string;
    waitForAnother: string;
    frontOfLine: string;
    helped: string;
    helpedHint: string;
    yes: string;
    bit: string;
    no: string;
    afterYes: string;
    afterBit: string;
    afterNo: string;
    comeBack: string;
  };
  handOver: {
    title: Text<'name' | 'other'>;
    text: Text<'name' | 'other'>;
    yes: Text<'other'>;
    no: Text<'name'>;
    comes: Text<'name'>;
  };
  guest: {
    title: Text<'name' | 'other'>;
    text: Text<'other'>;
    yes: Text<'other'>;
    no: Text<'name'>;
    reads: Text<'name'>;
    coming: Text<'other'>;
    here: Text<'other'>;
    away: Text<'other'>;
    leave: Text<'other'>;
    notNow: Text<'name' | 'other'>;
    roles: {
      counsellor: Text<'other'>;
      coordinator: Text<'other'>;
      buddy: Text<'other'>;
      interpreter: Text<'other'>;
    };
  };
  cards: {
    name: string;
    title: string;
    text: Text<'name'>;
    yours: string;
    start: string;
    withBoth: Text<'name'>;
    onlyYou: string;
    share: Text<'name'>;
    notShown: Text<'name'>;
    ready: Text<'name' | 'title'>;
    wantsToSee: Text<'name' | 'title'>;
    notNow: string;
    look: string;
    isWriting: Text<'name'>;
    writesIn: Text<'name' | 'title'>;
    away: Text<'name'>;
    lost: string;
    parts: string;
    next: Text<'title'>;
    before: Text<'title'>;
    line: Text<'count'>;
    who: string;
    how: string;
    skip: string;
    full: string;
    check: string;
    take: string;
    done: string;
    closed: string;
    closedBy: Text<'name'>;
    goOn: string;
    throw: string;
    throwSure: string;
    throwYes: string;
    throwNo: string;
    all: string;
    tooMany: string;
    endSure: string;
    stays: string;
  };
  folder: {
    name: string;
    title: string;
    what: string;
    have: string;
    make: string;
    cannotMake: string;
    back: string;
    rather: string;
    offered: Text<'name'>;
    offeredYes: string;
    offeredNo: string;
    open: {
      title: string;
      field: string;
      hint: string;
      open: string;
      opening: string;
      howMany: Counted<never>;
      unknown: Text<'word'>;
      like: Text<'words'>;
      mixed: string;
    };
    before: {
      title: string;
      text: string;
      points: readonly string[];
      goOn: string;
    };
    second: {
      title: string;
      text: string;
      points: readonly string[];
      goOn: string;
    };
    five: {
      title: string;
      hint: string;
      others: string;
      know: string;
      typeTitle: string;
      look: string;
      notThese: string;
      goOn: string;
      containTitle: string;
      keep: string;
      keeping: string;
    };
    contain: {
      cards: string;
      noCards: string;
      nextPerson: string;
      daysQuestion: string;
      codeTitle: string;
      codeText: string;
      codeField: string;
      codeThere: string;
      days: {
        d1: string;
        d14: string;
        d90: string;
      };
    };
    is: {
      title: string;
      until: Text<'date'>;
      memory: string;
      disk: string;
      nothing: string;
      inIt: string;
      goBackIn: string;
      goBackInText: string;
      talk: string;
      hears: string;
      withWhom: string;
      same: string;
      next: string;
      closed: string;
      more: string;
      change: string;
      merged: string;
      close: string;
      throwIt: string;
      throwSure: string;
      throwYes: string;
      throwNo: string;
    };
    returning: {
      title: string;
      text: string;
      stop: string;
    };
    messages: {
      title: string;
      looking: string;
      none: string;
      answer: string;
      takeBack: string;
      read: string;
      leave: string;
      text: string;
      nobody: string;
      forWhom: string;
      before: string;
      any: string;
      when: string;
      field: string;
      send: string;
      tooLong: Counted<never>;
      waits: string;
    };
    trouble: {
      gone: string;
      nothing: string;
      changed: string;
      full: string;
      'too-often': string;
      refused: string;
      unreachable: string;
      off: string;
      damaged: string;
      newer: string;
      'too-much': string;
      'no-line': string;
    };
  };
  brake: {
    pause: Text<'name'>;
    slow: Text<'name'>;
    slowHow: string;
    keep: string;
    left: Counted<never>;
    leftShort: string;
    sendIn: Counted<never>;
    sendSoon: string;
    over: string;
    why: {
      'too-fast': Text<'name'>;
      moment: Text<'name'>;
      words: Text<'name'>;
      'not-serious': Text<'name'>;
    };
  };
  take: {
    title: string;
    lead: string;
    asks: string;
    otherWays: string;
    found: string;
    photo: string;
    back: string;
    toCard: string;
    empty: string;
    print: string;
    answers: {
      yes: string;
      maybe: string;
      no: string;
      'not-said': string;
    };
    ways: {
      nothing: {
        name: string;
        short: string;
        text: string;
      };
      heart: {
        name: string;
        short: string;
        text: string;
      };
      folder: {
        name: string;
        short: string;
      };
      hand: {
        name: string;
        short: string;
        text: string;
      };
      print: {
        name: string;
        short: string;
        text: string;
      };
      file: {
        name: string;
        short: string;
        text: string;
      };
    };
    byHeart: {
      choose: string;
      enough: string;
      none: string;
      shorter: string;
      learn: string;
      change: string;
      hide: string;
      show: string;
    };
    file: {
      call: string;
      names: readonly string[];
      own: string;
      kindOf: string;
      keepTitle: string;
      save: string;
      saved: string;
      kind: {
        txt: string;
        html: string;
        csv: string;
      };
    };
  };
  endings: {
    left: {
      title: string;
      text: string;
    };
    'said-goodbye': {
      title: string;
      text: string;
    };
    ended: {
      title: string;
      text: string;
    };
    gone: {
      title: string;
      text: string;
    };
    'off-duty': {
      title: string;
      text: string;
    };
    'away-too-long': {
      title: string;
      text: string;
    };
    'passed-back': {
      title: string;
      text: string;
    };
    closed: {
      title: string;
      text: string;
    };
    forgotten: {
      title: string;
      text: string;
    };
    refused: {
      title: string;
      text: Text<'organisation'>;
    };
    damaged: {
      title: string;
      text: string;
    };
    'taken-over': {
      title: string;
      text: string;
    };
    'no-room': {
      title: string;
      text: string;
    };
  };
  check: {
    list: readonly string[];
  };
};
