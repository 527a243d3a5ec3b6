package io.earnorm.pool.spring.documentation;

import org.apache.commons.pool2.PooledObjectFactory;
import org.jspecify.annotations.NullUnmarked;

/** What else a reader imagines around the snippets about the move from other pools. */
@NullUnmarked
abstract class MigrationSurroundings extends Surroundings {

    PooledObjectFactory<Smtp> factory;
    SmtpPool mail;
    String text;

    /** Of the README. */
    abstract static class SmtpPool extends io.earnorm.pool.BasePool<Smtp> {
        SmtpPool(io.earnorm.pool.PoolOptions options) {
            super("smtp", options);
        }
    }
}
