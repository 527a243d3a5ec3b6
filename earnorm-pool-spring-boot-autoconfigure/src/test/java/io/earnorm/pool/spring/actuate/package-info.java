/** Tests of health, meters and endpoint. They use nothing that Spring Boot 4 has moved. */
@NullMarked
package io.earnorm.pool.spring.actuate;

import org.jspecify.annotations.NullMarked;
