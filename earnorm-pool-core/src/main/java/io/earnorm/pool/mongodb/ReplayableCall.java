package io.earnorm.pool.mongodb;

import org.jspecify.annotations.Nullable;

/** A call of the driver that can be made again; each time it joins the session of that moment. */
interface ReplayableCall {

    @Nullable
    Object call() throws Throwable;
}
