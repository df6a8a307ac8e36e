package org.syncline.web;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import java.util.ArrayList;
import java.util.List;
import org.syncline.engine.intercept.Interceptors.InterceptorBean;

/** The beans of the application whose methods want a part in uploads and downloads. */
final class InterceptorBeans {
  private InterceptorBeans() {}

  /** A bean without a scope of its own gets one instance, which lasts as long as the server. */
  static List<InterceptorBean> in(BeanManager beans) {
    List<InterceptorBean> found = new ArrayList<>();
    for (Bean<?> bean : beans.getBeans(Object.class, Any.Literal.INSTANCE)) {
      Class<?> type = bean.getBeanClass();
      if (InterceptorBean.isFor(type) && bean.getTypes().contains(type)) {
        Object reference = beans.getReference(bean, type, beans.createCreationalContext(bean));
        found.add(new InterceptorBean(type, () -> reference));
      }
    }
    return found;
  }
}
